package dev.beamcluster.operator.status;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.NodeInfo;
import dev.beamcluster.mesh.NodeView;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;
import dev.beamcluster.operator.observed.Snapshot;

/** The status entry of each node: nodes that the spec asks for, then nodes that are leaving. */
final class NodeStatuses {

    private final Snapshot seen;
    private final Optional<MeshReport> report;
    private final Optional<UnappliedSpec> unapplied;
    private final PodNames pods;

    private NodeStatuses(Snapshot seen, Optional<MeshReport> report, Optional<UnappliedSpec> unapplied) {
        this.seen = seen;
        this.report = report;
        this.unapplied = unapplied;
        this.pods = PodNames.of(seen);
    }

    /** The content of an entry, without its time. */
    private record Entry(
            NodeState state, Optional<NodeReason> reason, Optional<String> message, Optional<NodeInfo> info) {

        static Entry of(NodeState state, NodeReason reason, String message) {
            return new Entry(state, Optional.of(reason), Optional.of(message), Optional.empty());
        }
    }

    /**
     * Returns all entries.
     *
     * @param report a report of the existing nodes, if it is fresh
     * @param previous the previous entries, for the times of nodes whose state is unchanged
     */
    static List<NodeStatus> of(
            Snapshot seen, Optional<MeshReport> report, Optional<UnappliedSpec> unapplied, List<NodeStatus> previous) {
        var statuses = new NodeStatuses(seen, report, unapplied);
        return Stream.concat(
                        seen.nodes().stream().map(node -> statuses.status(node, statuses.expected(node), previous)),
                        seen.leaving().values().stream()
                                .map(node -> statuses.status(node, statuses.leaving(node), previous)))
                .toList();
    }

    private Entry expected(ExpectedNode node) {
        if (node.pod().filter(PodFacts::deleting).isPresent()) {
            return terminating(node, PodReason.Replaced, "pod is terminating and will be replaced");
        }
        Optional<String> failure = node.pod().flatMap(PodFacts::failure);
        if (failure.isPresent()) {
            return Entry.of(NodeState.Starting, PodReason.PodsFailing, failure.get());
        }
        if (unapplied.filter(spec -> spec.missing().contains(node)).isPresent()) {
            return Entry.of(
                    NodeState.Starting,
                    PodReason.SpecNotApplied,
                    unapplied.get().why("no pod yet"));
        }
        if (!node.isUp()) {
            String message = node.pod().isEmpty() ? "no pod yet" : "container is not running";
            return Entry.of(NodeState.Starting, PodReason.PodsStarting, message);
        }
        return report.flatMap(mesh -> Optional.ofNullable(mesh.nodes().get(node.node())))
                .map(this::probed)
                .orElseGet(() -> new Entry(NodeState.Unknown, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private Entry leaving(ExpectedNode node) {
        boolean isTerminating = node.pod().filter(PodFacts::deleting).isPresent();
        return unapplied.isPresent() && !isTerminating
                ? Entry.of(
                        NodeState.Leaving,
                        PodReason.SpecNotApplied,
                        unapplied.get().why("scaled down, but still running"))
                : terminating(node, PodReason.ScaledDown, "scaled down: pod is terminating, or is next");
    }

    private Entry terminating(ExpectedNode node, PodReason reason, String message) {
        return seen.draining().contains(node.podName())
                ? Entry.of(NodeState.Leaving, PodReason.Draining, "drain function is running")
                : Entry.of(NodeState.Leaving, reason, message);
    }

    private Entry probed(NodeView view) {
        return switch (view) {
            case NodeView.Unreachable(Fault fault) ->
                Entry.of(NodeState.Unreachable, FaultReason.of(fault.cause()), FaultMessages.of(fault));
            case NodeView.Reached reached
            when reached.faults().isEmpty() ->
                new Entry(NodeState.Meshed, Optional.empty(), Optional.empty(), Optional.of(reached.facts()));
            case NodeView.Reached reached ->
                new Entry(
                        NodeState.LinksMissing,
                        Optional.of(FaultReason.of(
                                reached.faults().firstEntry().getValue().cause())),
                        Optional.of("cannot call " + FaultMessages.of(reached.faults(), pods)),
                        Optional.of(reached.facts()));
        };
    }

    private NodeStatus status(ExpectedNode node, Entry entry, List<NodeStatus> previous) {
        String reason = entry.reason().map(NodeReason::name).orElse(null);
        String since = previous.stream()
                .filter(before -> before.pod().equals(node.podName()))
                .filter(before -> before.state() == entry.state() && Objects.equals(before.reason(), reason))
                .map(NodeStatus::since)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> seen.now().truncatedTo(ChronoUnit.SECONDS).toString());
        return new NodeStatus(
                node.podName(),
                node.node().toString(),
                entry.state(),
                reason,
                entry.message().orElse(null),
                since,
                Optional.ofNullable(seen.meshedSince().get(node.podName()))
                        .map(Instant::toString)
                        .orElse(null),
                node.pod().flatMap(PodFacts::revision).orElse(null),
                entry.info().map(NodeInfo::otpRelease).orElse(null),
                entry.info().map(NodeInfo::release).orElse(null));
    }
}
