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
import dev.beamcluster.operator.rollout.Progress;

/**
 * The effects of a spec that was refused, or whose BeamCluster is paused. No status may say that a missing pod is being created.
 *
 * @param waitsFor what has to happen first
 * @param existing nodes of an earlier spec: they have a pod, or the StatefulSet recreates it
 * @param missing nodes that only this spec asks for, in ordinal order
 */
record UnappliedSpec(String waitsFor, List<ExpectedNode> existing, List<ExpectedNode> missing) {

    /** Returns the effects of the refused or paused spec; empty if the spec was applied. */
    static Optional<UnappliedSpec> of(Snapshot seen, ApplyOutcome outcome) {
        return switch (outcome) {
            case ApplyOutcome.Applied(Progress.WaitsForJob(String job, var _, var _)) -> ofHeld(seen, job);
            case ApplyOutcome.Applied(Progress.JobFailed(String job, var _)) -> ofHeld(seen, job);
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

    /** Returns the effects of a Job that comes first: without nodes, none is created. Otherwise they keep their revision. */
    private static Optional<UnappliedSpec> ofHeld(Snapshot seen, String job) {
        return seen.workload().filter(there -> there.target().replicas() > 0).isPresent()
                ? Optional.empty()
                : Optional.of(of(seen, "waiting for Job " + job + " to succeed"));
    }

    /** Returns the report without nodes that do not exist, since they are not faults of the mesh; empty if no node exists. */
    Optional<MeshReport> ofExisting(MeshReport report) {
        Set<NodeName> names = existing.stream().map(ExpectedNode::node).collect(Collectors.toSet());
        var views = new TreeMap<>(report.nodes());
        views.keySet().retainAll(names);
        views.replaceAll((_, view) -> view instanceof NodeView.Reached reached ? limitedTo(names, reached) : view);
        return views.isEmpty() ? Optional.empty() : Optional.of(report.with(views));
    }

    /** Returns why this pod, or any pod, does not exist. */
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

    private static NodeView limitedTo(Set<NodeName> names, NodeView.Reached reached) {
        var faults = new TreeMap<>(reached.faults());
        faults.keySet().retainAll(names);
        return new NodeView.Reached(reached.facts(), reached.answering(), faults, reached.unexpectedNodes());
    }
}
