package dev.beamcluster.operator.rollout;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;

/**
 * Since when each node is in the mesh. The status keeps the times, so that an operator that was restarted neither forgets them nor
 * takes a node that has just come for one that has been in the mesh for long.
 */
public final class MeshedSince {

    private MeshedSince() {}

    /**
     * Returns the time for each node in the mesh, by pod.
     *
     * @param nodes the nodes that the spec asks for, in ordinal order
     * @param verified the last report, if it is fresh; without one the times remain, except of nodes whose container has started
     *     since
     * @param previous the previous status
     */
    public static SortedMap<String, Instant> of(
            List<ExpectedNode> nodes,
            Optional<MeshReport> verified,
            @Nullable BeamClusterStatus previous,
            Instant now) {
        var mesh = new VerifiedMesh(verified);
        Set<NodeName> isolated =
                nodes.stream().map(ExpectedNode::node).filter(mesh::isIsolated).collect(Collectors.toSet());
        var times = new TreeMap<String, Instant>();
        for (ExpectedNode node : nodes) {
            if (node.isUp() && (verified.isEmpty() || mesh.includes(node, nodes, isolated))) {
                Instant started = node.pod().flatMap(PodFacts::started).orElse(Instant.EPOCH);
                before(previous, node.podName())
                        .filter(since -> !since.isBefore(started))
                        .or(() -> verified.map(_ -> latest(started, now.truncatedTo(ChronoUnit.SECONDS))))
                        .ifPresent(since -> times.put(node.podName(), since));
            }
        }
        return times;
    }

    /**
     * Returns the time that the status has. An API server with an older CRD drops the field; the time of the state is then better
     * than none.
     */
    private static Optional<Instant> before(@Nullable BeamClusterStatus previous, String pod) {
        return Optional.ofNullable(previous).map(BeamClusterStatus::nodes).stream()
                .flatMap(List::stream)
                .filter(node -> node.pod().equals(pod))
                .findFirst()
                .flatMap(node -> instant(node.meshedSince()).or(() -> stateSince(node)));
    }

    private static Optional<Instant> stateSince(NodeStatus node) {
        return node.state() == NodeState.Meshed ? instant(node.since()) : Optional.empty();
    }

    private static Optional<Instant> instant(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
