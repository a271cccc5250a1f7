package dev.beamcluster.operator.status;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Condition;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.BeforeStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.Summary;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.observed.WorkloadFacts;

/** Computes the status of a BeamCluster from observed facts. */
public final class StatusComputer {

    private StatusComputer() {}

    /**
     * Returns the status of a BeamCluster.
     *
     * @param outcome the outcome of applying the objects
     * @param warnings what to warn of, in any order
     * @param previous the previous status, for the times of unchanged conditions and nodes, and for the
     *     history
     */
    public static BeamClusterStatus compute(
            Snapshot seen, ApplyOutcome outcome, List<String> warnings, @Nullable BeamClusterStatus previous) {
        Optional<UnappliedSpec> unapplied = UnappliedSpec.of(seen, outcome);
        Optional<MeshReport> report = unapplied.isPresent()
                ? seen.mesh().ifFresh().flatMap(unapplied.get()::ofExisting)
                : seen.mesh().ifFresh();
        List<NodeStatus> nodes =
                NodeStatuses.of(seen, report, unapplied, previous == null ? List.of() : previous.nodes());
        var status = new BeamClusterStatus(
                seen.generation(),
                seen.workload().map(WorkloadFacts::replicas).orElse(0),
                seen.workload().map(WorkloadFacts::ready).orElse(0),
                seen.selector(),
                summary(seen, nodes, report),
                nodes,
                report.map(mesh -> MeshStatuses.of(seen, mesh)).orElse(null),
                Warnings.bounded(Stream.concat(warnings.stream(), MeshWarnings.of(seen, report).stream())
                        .toList()),
                before(seen),
                conditions(seen, report, unapplied, outcome, Optional.ofNullable(previous)));
        return History.in(previous, status, seen.now());
    }

    private static @Nullable BeforeStatus before(Snapshot seen) {
        var remembered = new BeforeStatus(
                seen.before().succeeded().orElse(null),
                seen.workload()
                        .map(there -> there.target().template())
                        .or(seen.before()::template)
                        .orElse(null));
        boolean isEmpty = remembered.succeeded() == null && remembered.template() == null;
        return seen.before().wanted() && !isEmpty ? remembered : null;
    }

    private static List<Condition> conditions(
            Snapshot seen,
            Optional<MeshReport> report,
            Optional<UnappliedSpec> unapplied,
            ApplyOutcome outcome,
            Optional<BeamClusterStatus> previous) {
        Verdict podsReady = IgnoredPods.mentionedIn(PodsReadyRule.verdict(seen, unapplied), seen);
        Verdict meshed = MeshedRule.verdict(seen, report, unapplied);
        Verdict uniform = UniformRule.verdict(seen, report, unapplied);
        Optional<Stall> stall = StallDetector.find(seen, outcome, podsReady, meshed, previous);
        Verdict stalled = StalledRule.verdict(seen, outcome, stall);
        Verdict reconciling = ReconcilingRule.verdict(seen, outcome, stall, meshed);
        List<Verdict> verdicts = List.of(
                ReadyRule.verdict(stalled, podsReady, meshed, uniform, reconciling),
                podsReady,
                meshed,
                uniform,
                reconciling,
                stalled);
        List<Condition> before = previous.map(BeamClusterStatus::conditions).orElse(List.of());
        return Conditions.merge(before, verdicts, seen.generation(), seen.now());
    }

    private static Summary summary(Snapshot seen, List<NodeStatus> nodes, Optional<MeshReport> report) {
        long ready = seen.nodes().stream()
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
                ready + "/" + seen.wanted(),
                report.map(mesh -> mesh.establishedLinks().size() + "/" + mesh.expectedLinks())
                        .orElse("?"),
                report.map(mesh -> String.valueOf(mesh.islands().size())).orElse("?"),
                otp.isEmpty() ? null : otp);
    }
}
