package dev.beamcluster.operator.status;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.Condition;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.Summary;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.observed.WorkloadFacts;

/** Observed facts to the status that is told. */
public final class StatusComputer {

    private StatusComputer() {}

    /**
     * The status of a BeamCluster.
     *
     * @param outcome how applying went
     * @param previous the status before, for the times of conditions that did not change
     */
    public static BeamClusterStatus compute(
            Snapshot observed, ApplyOutcome outcome, @Nullable BeamClusterStatus previous) {
        Optional<MeshReport> report = observed.mesh().believed();
        List<NodeStatus> nodes = NodeStatuses.of(observed, previous == null ? List.of() : previous.nodes());
        return new BeamClusterStatus(
                observed.generation(),
                observed.workload().map(WorkloadFacts::replicas).orElse(0),
                observed.workload().map(WorkloadFacts::ready).orElse(0),
                observed.selector(),
                summary(observed, nodes, report),
                nodes,
                report.map(seen -> MeshStatuses.of(observed, seen)).orElse(null),
                conditions(observed, outcome, previous));
    }

    private static List<Condition> conditions(
            Snapshot observed, ApplyOutcome outcome, @Nullable BeamClusterStatus previous) {
        Verdict podsReady = PodsReadyRule.verdict(observed);
        Verdict meshed = MeshedRule.verdict(observed);
        Verdict stalled = StalledRule.verdict(
                outcome, StallDetector.inVain(observed, outcome, meshed, Optional.ofNullable(previous)));
        Verdict uniform = UniformRule.verdict(observed);
        List<Verdict> verdicts = List.of(
                ReadyRule.verdict(stalled, podsReady, meshed, uniform),
                podsReady,
                meshed,
                uniform,
                ReconcilingRule.verdict(observed, outcome, stalled, meshed),
                stalled);
        List<Condition> before = previous == null ? List.of() : previous.conditions();
        return Conditions.merge(before, verdicts, observed.generation(), observed.now());
    }

    private static Summary summary(Snapshot observed, List<NodeStatus> nodes, Optional<MeshReport> report) {
        long ready = observed.nodes().stream()
                .filter(node ->
                        node.pod().filter(pod -> pod.ready() && !pod.deleting()).isPresent())
                .count();
        String otp = nodes.stream()
                .map(NodeStatus::otpRelease)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(","));
        return new Summary(
                ready + "/" + observed.wanted(),
                report.map(seen -> seen.establishedLinks().size() + "/" + seen.expectedLinks())
                        .orElse("?"),
                report.map(seen -> String.valueOf(seen.islands().size())).orElse("?"),
                otp.isEmpty() ? null : otp);
    }
}
