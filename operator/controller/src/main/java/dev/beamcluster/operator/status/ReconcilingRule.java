package dev.beamcluster.operator.status;

import java.util.Optional;

import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.observed.WorkloadFacts;
import dev.beamcluster.operator.rollout.Progress;

/** Whether pods are on their way to what the spec says. */
final class ReconcilingRule {

    private ReconcilingRule() {}

    static Verdict verdict(Snapshot observed, ApplyOutcome outcome, Verdict stalled, Verdict meshed) {
        if (stalled.state() == Verdict.State.True) {
            return stalled.reason() == Reason.RolloutStalled
                    ? no(Reason.RolloutStalled, "stalled; it goes on by itself as soon as what it waits for is fine")
                    : no(Reason.UpToDate, "stalled: nothing more is tried for this spec");
        }
        if (!observed.draining().isEmpty()) {
            return yes(Reason.Draining, "drained before it goes: " + FaultMessages.list(observed.draining()));
        }
        return switch (outcome) {
            case ApplyOutcome.Refused _ -> throw new IllegalStateException("what was refused is stalled");
            case ApplyOutcome.Paused() ->
                no(Reason.Paused, "spec.paused is true: nothing is changed, and everything is observed");
            case ApplyOutcome.Applied(Progress progress) ->
                switch (progress) {
                    case Progress.UpToDate() -> workload(observed);
                    case Progress.Moving(String message) -> yes(Reason.RolloutInProgress, message);
                    case Progress.WaitsForPod waits ->
                        yes(Reason.RolloutInProgress, "waits for " + StallDetector.words(waits, meshed));
                    case Progress.WaitsForMesh waits ->
                        yes(Reason.RolloutWaitsForMesh, "waits for " + StallDetector.words(waits, meshed));
                };
        };
    }

    private static Verdict workload(Snapshot observed) {
        int wanted = observed.wanted();
        Optional<WorkloadFacts> workload = observed.workload().filter(WorkloadFacts::observed);
        if (workload.isEmpty()) {
            return yes(Reason.RolloutInProgress, "the StatefulSet's controller has not seen this generation yet");
        }
        WorkloadFacts facts = workload.get();
        if (facts.replicas() != wanted) {
            return yes(Reason.RolloutInProgress, facts.replicas() + " pods on the way to " + wanted);
        }
        if (facts.updated() != wanted) {
            return yes(
                    Reason.RolloutInProgress, facts.updated() + " of " + wanted + " pods are at the current revision");
        }
        return no(Reason.UpToDate, "the pods are those of this generation");
    }

    private static Verdict yes(Reason reason, String message) {
        return Verdict.yes(ConditionType.Reconciling, reason, message);
    }

    private static Verdict no(Reason reason, String message) {
        return Verdict.no(ConditionType.Reconciling, reason, message);
    }
}
