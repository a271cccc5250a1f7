package dev.beamcluster.operator.status;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.Snapshot;

/**
 * What a spec that was refused, or whose BeamCluster is paused, leaves undone. Pods that nobody creates are not on their way, and
 * no status may say so.
 *
 * @param waitsFor what has to happen first, in words
 * @param existing nodes that an earlier spec created: they have a pod, or the StatefulSet creates it again
 * @param missing nodes that only this spec asks for, in ordinal order
 */
record UnappliedSpec(String waitsFor, List<ExpectedNode> existing, List<ExpectedNode> missing) {

    /** Empty where the spec was applied. */
    static Optional<UnappliedSpec> of(Snapshot seen, ApplyOutcome outcome) {
        return switch (outcome) {
            case ApplyOutcome.Applied _ -> Optional.empty();
            case ApplyOutcome.Paused() -> Optional.of(of(seen, "spec.paused is true"));
            case ApplyOutcome.Refused(Reason reason, String _) ->
                Optional.of(of(
                        seen,
                        reason == Reason.InvalidSpec
                                ? "waiting for a valid spec"
                                : "waiting until the problem in Stalled is fixed"));
        };
    }

    /** The report without the nodes that do not exist: they are no fault of the mesh. Empty where none does. */
    Optional<MeshReport> ofExisting(MeshReport report) {
        Set<NodeName> names = existing.stream().map(ExpectedNode::node).collect(Collectors.toSet());
        var views = new TreeMap<>(report.nodes());
        views.keySet().retainAll(names);
        views.replaceAll((_, view) -> view instanceof NodeView.Reached reached ? amongst(names, reached) : view);
        return views.isEmpty() ? Optional.empty() : Optional.of(new MeshReport(views));
    }

    /** Why this pod, or any, does not exist. */
    String why(String whatIsMissing) {
        return whatIsMissing + ": " + waitsFor;
    }

    private static UnappliedSpec of(Snapshot seen, String waitsFor) {
        List<ExpectedNode> nodes = seen.nodes();
        int size = seen.workload()
                .map(statefulSet -> statefulSet.target().replicas())
                .orElse(0);
        List<ExpectedNode> missing = IntStream.range(0, nodes.size())
                .filter(ordinal -> ordinal >= size && nodes.get(ordinal).pod().isEmpty())
                .mapToObj(nodes::get)
                .toList();
        return new UnappliedSpec(
                waitsFor, nodes.stream().filter(node -> !missing.contains(node)).toList(), missing);
    }

    private static NodeView amongst(Set<NodeName> names, NodeView.Reached reached) {
        var faults = new TreeMap<>(reached.faults());
        faults.keySet().retainAll(names);
        return new NodeView.Reached(reached.facts(), reached.answering(), faults, reached.unexpectedNodes());
    }
}
