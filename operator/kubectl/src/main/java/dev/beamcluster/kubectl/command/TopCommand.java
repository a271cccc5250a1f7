package dev.beamcluster.kubectl.command;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.kubectl.cluster.ClusterReader;
import dev.beamcluster.kubectl.cluster.Credentials;
import dev.beamcluster.kubectl.cluster.Unreadable;
import dev.beamcluster.kubectl.node.Members;
import dev.beamcluster.kubectl.node.NodeSampler;
import dev.beamcluster.kubectl.node.PluginNodes;
import dev.beamcluster.kubectl.node.PortForwards;
import dev.beamcluster.kubectl.node.TopTable;
import dev.beamcluster.mesh.Member;

@Command(
        name = "top",
        description = "Memory, run queue, processes and longest message queues of all nodes; on a terminal until ^C.")
final class TopCommand implements Callable<Integer> {

    private static final String CLEAR = "\u001b[H\u001b[2J\u001b[3J";

    private final Surroundings surroundings;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final MeshOptions mesh = new MeshOptions();

    @Parameters(paramLabel = "NAME", description = "BeamCluster.")
    private String name = "";

    @Option(names = "--once", description = "Print the table once.")
    private boolean isOnce;

    @Option(names = "--interval", paramLabel = "SECONDS", description = "Default: ${DEFAULT-VALUE}.")
    private long intervalSeconds = 2;

    TopCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Session session = Session.open(surroundings, connection);
        ClusterReader reader = session.reader();
        BeamCluster cluster = reader.get(name);
        List<Member> members = Members.of(cluster, reader.pods(name)).stream()
                .filter(member -> member.address().isPresent())
                .toList();
        if (members.isEmpty()) {
            throw new Unreadable("no node of %s runs".formatted(name));
        }
        var credentials = new Credentials(session.client(), session.namespace());
        var target =
                mesh.target(mesh.cookie(credentials, cluster), credentials.protocol(cluster, mesh.tlsSecret), members);
        try (var forwards = new PortForwards(session.client(), session.namespace(), byAddress(members));
                var sampler = new NodeSampler(PluginNodes.of(ThreadLocalRandom.current(), forwards), target)) {
            forwards.checkRights();
            return print(sampler);
        }
    }

    static Map<String, String> byAddress(List<Member> members) {
        var pods = new HashMap<String, String>();
        members.forEach(member -> member.address().ifPresent(address -> pods.put(address, member.pod())));
        return pods;
    }

    private int print(NodeSampler sampler) throws InterruptedException {
        while (true) {
            Map<String, NodeSampler.Result> results = sampler.sample();
            String table = TopTable.of(results);
            boolean isLast = isOnce || !surroundings.isTerminal();
            surroundings.out().print(isLast ? table : CLEAR + table);
            surroundings.out().flush();
            if (isLast) {
                boolean isComplete = results.values().stream().allMatch(NodeSampler.Result.Sampled.class::isInstance);
                return isComplete ? 0 : 2;
            }
            Thread.sleep(intervalSeconds * 1000);
        }
    }
}
