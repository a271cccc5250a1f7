package dev.beamcluster.operator.status;

import java.util.Optional;

import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.observed.WorkloadFacts;
import dev.beamcluster.operator.rollout.Progress;

/** Whether pods are changing to match the spec (kstatus). */
final class ReconcilingRule {

    private ReconcilingRule() {}

    /**
     * Returns the verdict.
     *
     * @param stall why a spec that is applied is stalled
     */
    static Verdict verdict(Snapshot seen, ApplyOutcome outcome, Optional<Stall> stall, Verdict meshed) {
        if (outcome instanceof ApplyOutcome.Refused(Reason reason, String _)) {
            return no(reason, "the spec is not applied, see Stalled");
        }
        if (stall.isPresent()) {
            return no(
                    stall.get().reason(), "stalled; resumes when " + stall.get().resumes());
        }
        if (!seen.draining().isEmpty()) {
            return yes(Reason.Draining, "draining " + ShortList.of(seen.draining()));
        }
        return outcome instanceof ApplyOutcome.Applied(Progress progress)
                ? applied(seen, progress, meshed)
                : no(Reason.Paused, "spec.paused is true: nothing is changed, but the status is kept up to date");
    }

    private static Verdict applied(Snapshot seen, Progress progress, Verdict meshed) {
        return switch (progress) {
            case Progress.UpToDate() -> statefulSet(seen);
            case Progress.Moving(String message) -> moving(seen, message);
            case Progress.WaitsForPod _, Progress.Proving _, Progress.KeepsEnding _ ->
                waits(Reason.RolloutInProgress, progress, meshed);
            case Progress.WaitsForMesh _, Progress.WaitsForCookie _ ->
                waits(Reason.RolloutWaitsForMesh, progress, meshed);
            case Progress.WaitsForJob _, Progress.JobFailed _ -> waits(Reason.RolloutWaitsForJob, progress, meshed);
        };
    }

    private static Verdict waits(Reason reason, Progress progress, Verdict meshed) {
        return yes(
                reason,
                "waiting for " + Obstacle.of(progress, meshed).orElseThrow().awaited());
    }

    private static Verdict statefulSet(Snapshot seen) {
        int wanted = seen.wanted();
        Optional<WorkloadFacts> facts = seen.workload().filter(WorkloadFacts::observed);
        boolean hasNoPods = seen.workload().isEmpty()
                || facts.filter(there -> there.replicas() == 0).isPresent();
        if (wanted == 0 && hasNoPods) {
            return no(Reason.UpToDate, "no nodes: spec.replicas is 0");
        }
        if (facts.isEmpty()) {
            return yes(Reason.RolloutInProgress, "waiting for the StatefulSet controller to observe the new spec");
        }
        if (facts.get().replicas() != wanted) {
            return moving(seen, "scaling from " + facts.get().replicas() + " to " + wanted + " pods");
        }
        return facts.get().updated() == wanted
                ? no(Reason.UpToDate, "all pods match the spec")
                : moving(seen, facts.get().updated() + " of " + wanted + " pods updated");
    }

    private static Verdict moving(Snapshot seen, String message) {
        return yes(Reason.RolloutInProgress, PodTroubles.before(message, seen));
    }

    private static Verdict yes(Reason reason, String message) {
        return Verdict.yes(ConditionType.Reconciling, reason, message);
    }

    private static Verdict no(Reason reason, String message) {
        return Verdict.no(ConditionType.Reconciling, reason, message);
    }
}
