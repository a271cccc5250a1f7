package dev.beamcluster.mesh.probe;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeInfo;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;
import dev.beamcluster.mesh.Protocol;

/** Members and probe results for the tests of this package. */
final class Results {

    private static final NodeInfo INFO =
            new NodeInfo("27", "chat 1.4.0", new TreeMap<>(), Optional.of(60), true, "inet_tcp", false);

    private Results() {}

    static NodeName node(int ordinal) {
        return new NodeName("chat", "chat-" + ordinal + ".nodes");
    }

    static ProbeResult reached(
            Collection<NodeName> claimed, Collection<NodeName> answering, Map<NodeName, Fault> faults) {
        return new ProbeResult(
                new NodeView.Reached(INFO, new TreeSet<>(answering), new TreeMap<>(faults), new TreeSet<>()),
                new TreeSet<>(claimed),
                PeerChecks.none(),
                OptionalLong.of(1));
    }

    static MeshTarget target(NodeName... nodes) {
        return target(Duration.ofSeconds(2), nodes);
    }

    static MeshTarget target(Duration timeout, NodeName... nodes) {
        return new MeshTarget(
                new Cookie("secret"),
                Protocol.standard(),
                Arrays.stream(nodes)
                        .map(node -> new Member(node, node.host(), Optional.of("127.0.0.1")))
                        .toList(),
                List.of(),
                MeshTarget.Formation.APPLICATION,
                MeshTarget.Healing.NONE,
                Duration.ofSeconds(1),
                timeout);
    }
}
