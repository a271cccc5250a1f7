package dev.beamcluster.operator.status;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
import dev.beamcluster.operator.observed.Snapshot;

/** What is told of each node: those that are wanted, then those on their way out. */
final class NodeStatuses {

    /** It is no longer wanted. */
    private static final String SCALED_DOWN = "ScaledDown";

    /** It is wanted, and comes again in another pod. */
    private static final String REPLACED = "Replaced";

    private NodeStatuses() {}

    /** Where a node is, and why. */
    private record Story(
            NodeState state,
            @Nullable String reason,
            @Nullable String message,
            Optional<NodeInfo> facts) {

        static Story of(NodeState state, @Nullable String reason, @Nullable String message) {
            return new Story(state, reason, message, Optional.empty());
        }
    }

    static List<NodeStatus> of(Snapshot observed, List<NodeStatus> previous) {
        Instant now = observed.now();
        Optional<MeshReport> report = observed.mesh().believed();
        Stream<NodeStatus> wanted = observed.nodes().stream()
                .map(fact -> status(
                        fact,
                        story(fact, observed, report.map(seen -> seen.nodes().get(fact.node()))),
                        previous,
                        now));
        Stream<NodeStatus> leaving = observed.leaving().values().stream()
                .map(fact -> status(fact, scaledDown(fact, observed), previous, now));
        return Stream.concat(wanted, leaving).toList();
    }

    private static Story story(ExpectedNode fact, Snapshot observed, Optional<NodeView> view) {
        if (fact.pod().filter(PodFacts::deleting).isPresent()) {
            return leaves(fact, observed, REPLACED, "its pod is on its way out, and another takes its place");
        }
        Optional<String> failure = fact.pod().flatMap(PodFacts::failure);
        if (failure.isPresent()) {
            return Story.of(NodeState.Starting, Reason.PodsFailing.name(), failure.get());
        }
        if (!fact.isUp()) {
            String message = fact.pod().isEmpty() ? "there is no pod yet" : "its container does not run";
            return Story.of(NodeState.Starting, Reason.PodsStarting.name(), message);
        }
        if (view.isEmpty()) {
            return Story.of(NodeState.Unknown, null, null);
        }
        return switch (view.get()) {
            case NodeView.Unreachable(Fault fault) ->
                Story.of(NodeState.Unreachable, FaultMessages.word(fault.cause()), FaultMessages.of(fault));
            case NodeView.Reached reached -> reached(reached);
        };
    }

    private static Story scaledDown(ExpectedNode fact, Snapshot observed) {
        return leaves(
                fact, observed, SCALED_DOWN, "it is no longer wanted: its pod is on its way out, or will be next");
    }

    private static Story leaves(ExpectedNode fact, Snapshot observed, String reason, String message) {
        return observed.draining().contains(fact.podName())
                ? Story.of(NodeState.Leaving, Reason.Draining.name(), "it finishes what it is at")
                : Story.of(NodeState.Leaving, reason, message);
    }

    private static Story reached(NodeView.Reached reached) {
        if (reached.faults().isEmpty()) {
            return new Story(NodeState.Meshed, null, null, Optional.of(reached.facts()));
        }
        List<String> missing =
                reached.faults().entrySet().stream().map(NodeStatuses::describe).toList();
        Fault first = reached.faults().firstEntry().getValue();
        return new Story(
                NodeState.LinksMissing,
                FaultMessages.word(first.cause()),
                "cannot call " + FaultMessages.list(missing),
                Optional.of(reached.facts()));
    }

    private static String describe(Map.Entry<?, Fault> entry) {
        return entry.getKey() + ": " + FaultMessages.of(entry.getValue());
    }

    private static NodeStatus status(ExpectedNode fact, Story story, List<NodeStatus> previous, Instant now) {
        String since = previous.stream()
                .filter(before -> before.pod().equals(fact.podName()))
                .filter(before -> before.state() == story.state() && Objects.equals(before.reason(), story.reason()))
                .map(NodeStatus::since)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
        return new NodeStatus(
                fact.podName(),
                fact.node().toString(),
                story.state(),
                story.reason(),
                story.message(),
                since,
                fact.pod().flatMap(PodFacts::revision).orElse(null),
                story.facts().map(NodeInfo::otpRelease).orElse(null),
                story.facts().map(NodeInfo::release).orElse(null));
    }
}
