package dev.beamcluster.e2e.bench;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;

import dev.beamcluster.e2e.harness.Cluster;

/**
 * The names that the cluster's DNS server was asked for and did not know, from its log. Such an answer is cached, so anyone who asks
 * for a name before it is published waits longer for it.
 *
 * @param cluster whose CoreDNS has its configuration in the usual ConfigMap, as in k3s
 */
record DeniedLookups(Cluster cluster) {

    private static final String SYSTEM = "kube-system";
    private static final String COREDNS = "coredns";
    private static final Pattern DENIED = Pattern.compile("\"[A-Z]+ IN ([^ ]+)\\. .*NXDOMAIN");

    /** The name of a node, without the domains that the resolver of a pod tries first. */
    private static final Pattern NODE = Pattern.compile("chat-\\d\\.chat-nodes\\.[^.]+\\.svc\\.cluster\\.local");

    /** Makes the server log what it denies, and restarts it. */
    static DeniedLookups logged(Cluster cluster) {
        var _ = cluster.client()
                .configMaps()
                .inNamespace(SYSTEM)
                .withName(COREDNS)
                .edit(DeniedLookups::withLog);
        var kubectl = cluster.kubectl();
        var _ = kubectl.run("rollout", "restart", "deployment/" + COREDNS, "--namespace", SYSTEM)
                .orFail();
        var _ = kubectl.run("rollout", "status", "deployment/" + COREDNS, "--namespace", SYSTEM, "--timeout", "2m")
                .orFail();
        return new DeniedLookups(cluster);
    }

    private static ConfigMap withLog(ConfigMap map) {
        String server = Objects.requireNonNull(map.getData().get("Corefile"));
        return new ConfigMapBuilder(map)
                .addToData(
                        "Corefile",
                        server.replaceFirst("(?m)^( *)errors$", "$1errors\n$1log . {\n$1    class denial\n$1}"))
                .build();
    }

    /** All denied names, in the order in which they were asked for. */
    List<String> names() {
        return cluster.kubectl()
                .run("logs", "deployment/" + COREDNS, "--namespace", SYSTEM, "--tail", "-1")
                .orFail()
                .lines()
                .flatMap(line -> DENIED.matcher(line).results())
                .map(found -> found.group(1))
                .toList();
    }

    /** How many of them are names of nodes. */
    static long ofNodes(List<String> names) {
        return names.stream().filter(NODE.asMatchPredicate()).count();
    }
}
