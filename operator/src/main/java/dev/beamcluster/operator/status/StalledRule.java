package dev.beamcluster.operator.status;

/** Whether something is in the way until a person acts. */
final class StalledRule {

    private StalledRule() {}

    static Verdict verdict(Observed observed) {
        return switch (observed.outcome()) {
            case Outcome.Applied() -> Verdict.no(ConditionType.Stalled, Reason.NotStalled, "nothing is in the way");
            case Outcome.Refused(Reason reason, String message) ->
                Verdict.yes(ConditionType.Stalled, reason, message + ". What runs was left as it is");
        };
    }
}
