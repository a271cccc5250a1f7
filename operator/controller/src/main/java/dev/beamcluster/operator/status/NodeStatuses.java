package dev.beamcluster.operator.status;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.NodeInfo;
import dev.beamcluster.mesh.NodeView;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;
import dev.beamcluster.operator.observed.PodTrouble;
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

        Entry because(NodeReason because, String sentence) {
            return new Entry(state, Optional.of(because), Optional.of(sentence), info);
        }

        Entry saying(Optional<String> sentence) {
            return new Entry(state, reason, sentence, info);
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
        Optional<PodTrouble> failure = node.pod().flatMap(PodFacts::failure);
        if (failure.isPresent()) {
            return troubled(NodeState.Starting, failure.get(), node);
        }
        if (unapplied.filter(spec -> spec.missing().contains(node)).isPresent()) {
            return Entry.of(
                    NodeState.Starting,
                    PodReason.SpecNotApplied,
                    unapplied.get().why("no pod yet"));
        }
        if (!node.isUp()) {
            return seen.trouble(node)
                    .map(trouble -> troubled(NodeState.Starting, trouble, node))
                    .orElseGet(() -> Entry.of(NodeState.Starting, PodReason.PodsStarting, PodDown.of(node)));
        }
        Entry entry = report.flatMap(mesh -> Optional.ofNullable(mesh.nodes().get(node.node())))
                .map(this::probed)
                .orElseGet(() -> new Entry(NodeState.Unknown, Optional.empty(), Optional.empty(), Optional.empty()));
        return withPod(entry, node);
    }

    /** Adds what is known of the pod: its trouble, or else, if there is nothing else to say, what is worth knowing. */
    private Entry withPod(Entry entry, ExpectedNode node) {
        Optional<PodTrouble> trouble = seen.trouble(node);
        if (trouble.isEmpty()) {
            return entry.message().isPresent() ? entry : entry.saying(notes(node));
        }
        String sentence = PodTroubleMessages.of(trouble.get(), node.podName());
        return entry.reason().isEmpty() || trouble.get().explainsSilence()
                ? entry.because(TroubleReason.of(trouble.get()), sentence)
                : entry.saying(entry.message().map(fault -> fault + "; " + sentence));
    }

    private static Optional<String> notes(ExpectedNode node) {
        String notes = node.pod().map(PodFacts::notes).stream()
                .flatMap(List::stream)
                .map(note -> PodTroubleMessages.of(note, node.podName()))
                .collect(Collectors.joining("; "));
        return Optional.of(notes).filter(text -> !text.isEmpty());
    }

    private static Entry troubled(NodeState state, PodTrouble trouble, ExpectedNode node) {
        return Entry.of(state, TroubleReason.of(trouble), PodTroubleMessages.of(trouble, node.podName()));
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
        if (seen.draining().contains(node.podName())) {
            return Entry.of(NodeState.Leaving, PodReason.Draining, "drain function is running");
        }
        return seen.trouble(node)
                .filter(trouble -> !trouble.isFailure())
                .map(trouble -> troubled(NodeState.Leaving, trouble, node))
                .orElseGet(() -> Entry.of(NodeState.Leaving, reason, message));
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

    /** Whether only the explanation of the state differs, or nothing does. */
    private static boolean isSameReason(@Nullable String before, @Nullable String now) {
        return Objects.equals(before, now) || isExplanation(before) || isExplanation(now);
    }

    private static boolean isExplanation(@Nullable String word) {
        return Stream.of(TroubleReason.values())
                .anyMatch(reason -> reason.isExplanation() && reason.name().equals(word));
    }

    private NodeStatus status(ExpectedNode node, Entry entry, List<NodeStatus> previous) {
        String reason = entry.reason().map(NodeReason::name).orElse(null);
        String since = previous.stream()
                .filter(before -> before.pod().equals(node.podName()))
                .filter(before -> before.state() == entry.state() && isSameReason(before.reason(), reason))
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
