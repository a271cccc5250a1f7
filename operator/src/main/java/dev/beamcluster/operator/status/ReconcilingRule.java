package dev.beamcluster.operator.status;

import java.util.Optional;

/** Whether pods are on their way to what the spec says. */
final class ReconcilingRule {

    private ReconcilingRule() {}

    static Verdict verdict(Observed observed) {
        if (observed.outcome() instanceof Outcome.Refused) {
            return Verdict.no(
                    ConditionType.Reconciling, Reason.Settled, "stalled: nothing more is tried for this spec");
        }
        int wanted = observed.wanted();
        Optional<WorkloadFacts> workload = observed.workload().filter(WorkloadFacts::observed);
        if (workload.isEmpty()) {
            return progress("the StatefulSet's controller has not seen this generation yet");
        }
        WorkloadFacts facts = workload.get();
        if (facts.replicas() != wanted) {
            return progress(facts.replicas() + " pods on the way to " + wanted);
        }
        if (facts.updated() != wanted) {
            return progress(facts.updated() + " of " + wanted + " pods are at the current revision");
        }
        return Verdict.no(ConditionType.Reconciling, Reason.Settled, "the pods are those of this generation");
    }

    private static Verdict progress(String message) {
        return Verdict.yes(ConditionType.Reconciling, Reason.RolloutInProgress, message);
    }
}
