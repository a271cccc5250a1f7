package dev.beamcluster.operator.status;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;
import dev.beamcluster.operator.mesh.Fault;
import dev.beamcluster.operator.mesh.MeshReport;
import dev.beamcluster.operator.mesh.NodeView;

/** What is told of each node. */
final class NodeStatuses {

    private NodeStatuses() {}

    static List<NodeStatus> of(Observed observed, Optional<MeshReport> report) {
        return observed.nodes().stream()
                .map(fact -> of(fact, report.map(seen -> seen.nodes().get(fact.node()))))
                .toList();
    }

    private static NodeStatus of(NodeFact fact, Optional<NodeView> view) {
        Optional<String> failure = fact.pod().flatMap(PodFacts::failure);
        if (failure.isPresent()) {
            return status(fact, NodeState.Starting, Reason.PodsFailing.name(), failure.get());
        }
        if (!fact.isUp()) {
            String message = fact.pod().isEmpty() ? "there is no pod yet" : "its container does not run";
            return status(fact, NodeState.Starting, Reason.PodsStarting.name(), message);
        }
        if (view.isEmpty()) {
            return new NodeStatus(fact.podName(), fact.node().toString(), NodeState.Unknown, null, null, null, null);
        }
        return switch (view.get()) {
            case NodeView.Unreachable(Fault fault) ->
                status(fact, NodeState.Unreachable, Sentences.word(fault.cause()), Sentences.of(fault));
            case NodeView.Reached reached -> reached(fact, reached);
        };
    }

    private static NodeStatus status(NodeFact fact, NodeState state, String reason, String message) {
        return new NodeStatus(fact.podName(), fact.node().toString(), state, reason, message, null, null);
    }

    private static NodeStatus reached(NodeFact fact, NodeView.Reached reached) {
        String otp = reached.facts().otpRelease();
        String release = reached.facts().release();
        if (reached.faults().isEmpty()) {
            return new NodeStatus(fact.podName(), fact.node().toString(), NodeState.Meshed, null, null, otp, release);
        }
        List<String> missing =
                reached.faults().entrySet().stream().map(NodeStatuses::describe).toList();
        Fault first = reached.faults().firstEntry().getValue();
        return new NodeStatus(
                fact.podName(),
                fact.node().toString(),
                NodeState.LinksMissing,
                Sentences.word(first.cause()),
                "cannot call " + Sentences.list(missing),
                otp,
                release);
    }

    private static String describe(Map.Entry<?, Fault> entry) {
        return entry.getKey() + ": " + Sentences.of(entry.getValue());
    }
}
