package dev.beamcluster.mesh.formation;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.NodeInfo;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;
import dev.beamcluster.mesh.Pair;

/** Names, pairs and views for the tests of this package. */
final class Nodes {

    private static final NodeInfo INFO =
            new NodeInfo("27", "chat 1.4.0", new TreeMap<>(), Optional.of(60), true, "inet_tcp", false);

    private Nodes() {}

    static List<NodeName> nodes(int count) {
        return IntStream.range(0, count)
                .mapToObj(ordinal -> new NodeName("chat", "chat-" + ordinal + ".nodes"))
                .toList();
    }

    /** Every pair of these nodes. */
    static SortedSet<Pair> all(Collection<NodeName> nodes) {
        var pairs = new TreeSet<Pair>();
        for (NodeName one : nodes) {
            for (NodeName other : nodes) {
                if (!one.equals(other)) {
                    pairs.add(Pair.of(one, other));
                }
            }
        }
        return pairs;
    }

    /** A node that answered, with the peers that answered it and the faults of the others. */
    static NodeView reached(Collection<NodeName> answering, Map<NodeName, Cause> faults) {
        var faultOf = new TreeMap<NodeName, Fault>();
        faults.forEach((peer, cause) -> faultOf.put(peer, new Fault(cause)));
        return new NodeView.Reached(INFO, new TreeSet<>(answering), faultOf, Collections.emptySortedSet());
    }

    /** The same reached node with another net tick time. */
    static NodeView ticking(NodeView view, int seconds) {
        if (view instanceof NodeView.Reached reached) {
            var info = new NodeInfo(
                    INFO.otpRelease(),
                    INFO.release(),
                    INFO.applications(),
                    Optional.of(seconds),
                    INFO.preventsOverlappingPartitions(),
                    INFO.protocol(),
                    INFO.hidden());
            return new NodeView.Reached(info, reached.answering(), reached.faults(), reached.unexpectedNodes());
        }
        throw new AssertionError("not reached: " + view);
    }

    /** The fault that a reached node reports for its link to a peer. */
    static Fault fault(Map<NodeName, NodeView> views, NodeName node, NodeName peer) {
        if (views.get(node) instanceof NodeView.Reached reached
                && reached.faults().containsKey(peer)) {
            return Objects.requireNonNull(reached.faults().get(peer));
        }
        throw new AssertionError("no fault of " + node + " -> " + peer);
    }

    static NodeView unreachable() {
        return new NodeView.Unreachable(new Fault(Cause.CALL_TIMEOUT));
    }
}
