package dev.beamcluster.kubectl.command;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

import io.fabric8.kubernetes.api.model.Pod;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.kubectl.cluster.Credentials;
import dev.beamcluster.kubectl.cluster.Unreadable;
import dev.beamcluster.kubectl.node.MemberSearch;
import dev.beamcluster.kubectl.node.Members;
import dev.beamcluster.kubectl.node.MeshVerifier;
import dev.beamcluster.kubectl.node.PluginNodes;
import dev.beamcluster.kubectl.node.PortForwards;
import dev.beamcluster.kubectl.view.Health;
import dev.beamcluster.kubectl.view.VerifyText;
import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshMonitor.Observation;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.Protocol;

@Command(
        name = "verify",
        description =
                "Joins the mesh as a hidden node and checks every directed link itself, also without an operator.")
final class VerifyCommand implements Callable<Integer> {

    /** A round takes five times a node's deadline at most. */
    private static final int ROUND = 6;

    private final Surroundings surroundings;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final MeshOptions mesh = new MeshOptions();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "BeamCluster.")
    private @Nullable String name;

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "LABELS",
            description = "Pods of any BEAM workload instead, such as app=chat.")
    private @Nullable String selector;

    @Option(
            names = "--node-name",
            paramLabel = "NAME",
            description = "With --selector: the part of the node names before the @; default: epmd is asked.")
    private @Nullable String nodeName;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "With --selector: the part after it, with {pod} and {ip}; default: each node is asked.")
    private @Nullable String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "With --selector: the distribution port, for nodes without epmd.")
    private @Nullable Integer port;

    VerifyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        if ((name == null) == (selector == null)) {
            throw new Unreadable("name a BeamCluster, or pods with --selector");
        }
        Session session = Session.open(surroundings, connection);
        return name == null ? ofPods(session, selector == null ? "" : selector) : ofCluster(session, name);
    }

    private int ofCluster(Session session, String cluster) throws InterruptedException {
        BeamCluster found = session.reader().get(cluster);
        List<Member> members = Members.of(found, session.reader().pods(cluster));
        if (members.isEmpty()) {
            throw new Unreadable("no operator has reported the nodes of %s yet: use --selector".formatted(cluster));
        }
        var credentials = new Credentials(session.client(), session.namespace());
        MeshTarget target =
                mesh.target(mesh.cookie(credentials, found), credentials.protocol(found, mesh.tlsSecret), members);
        try (var forwards = new PortForwards(session.client(), session.namespace(), TopCommand.byAddress(members))) {
            forwards.checkRights();
            return verify(PluginNodes.of(ThreadLocalRandom.current(), forwards), target, forwards, Optional.of(found));
        }
    }

    private int ofPods(Session session, String labels) throws InterruptedException {
        List<Pod> pods = session.reader().selected(labels);
        Map<String, String> addresses = Members.addresses(pods);
        if (addresses.isEmpty()) {
            throw new Unreadable(
                    "no running pod in the namespace %s has the labels %s".formatted(session.namespace(), labels));
        }
        var credentials = new Credentials(session.client(), session.namespace());
        Cookie cookie = mesh.named(credentials);
        if (cookie == null) {
            throw new Unreadable("--selector needs the cookie: --cookie-secret or --cookie-file");
        }
        var byAddress = new HashMap<String, String>();
        addresses.forEach((pod, address) -> byAddress.put(address, pod));
        try (var forwards = new PortForwards(session.client(), session.namespace(), byAddress)) {
            forwards.checkRights();
            MeshTarget nobody = mesh.target(cookie, protocol(credentials, addresses), List.of());
            var selves = PluginNodes.of(ThreadLocalRandom.current(), forwards);
            List<Member> members = search(pods, addresses, selves, nobody);
            MeshTarget target = mesh.target(cookie, nobody.protocol(), members);
            // A node may not have noticed yet that the search is over.
            return verify(selves.others(), target, forwards, Optional.empty());
        }
    }

    private Protocol protocol(Credentials credentials, Map<String, String> addresses) {
        return new Protocol(
                port == null ? OptionalInt.empty() : OptionalInt.of(port),
                addresses.values().stream().anyMatch(address -> address.contains(":")),
                mesh.tlsSecret == null ? Optional.empty() : Optional.of(credentials.tls(mesh.tlsSecret, false)));
    }

    /** Every pod must have a node whose name is known: a mesh without one of its nodes would look whole. */
    private List<Member> search(List<Pod> pods, Map<String, String> addresses, PluginNodes selves, MeshTarget target) {
        var search = new MemberSearch(
                selves, target, new MemberSearch.Hints(Optional.ofNullable(nodeName), Optional.ofNullable(host)));
        return pods.stream()
                .map(pod -> pod.getMetadata().getName())
                .filter(addresses::containsKey)
                .map(pod -> search.find(pod, addresses.getOrDefault(pod, "")))
                .map(result -> switch (result) {
                    case MemberSearch.Result.Found(Member member) -> member;
                    case MemberSearch.Result.NotFound(String why) -> throw new Unreadable(why);
                })
                .toList();
    }

    private int verify(PluginNodes selves, MeshTarget target, PortForwards forwards, Optional<BeamCluster> cluster)
            throws InterruptedException {
        Duration patience = target.timeout().multipliedBy(ROUND);
        Observation seen = MeshVerifier.verify(selves, target, surroundings.clock(), patience)
                .orElseThrow(
                        () -> new Unreadable("the mesh could not be probed within " + patience.toSeconds() + " s"));
        var refused = new HashMap<String, Integer>();
        target.members()
                .forEach(member -> forwards.refusedPort(member.pod()).ifPresent(at -> refused.put(member.pod(), at)));
        surroundings.out().print(VerifyText.of(seen.report(), target.members(), refused, cluster));
        return Health.of(seen.report()).exitCode();
    }
}
