package dev.beamcluster.operator.status;

import java.util.Optional;

/** Whether something is in the way until a person acts. */
final class StalledRule {

    private StalledRule() {}

    /**
     * The verdict.
     *
     * @param waitsInVain what a rollout waits for in vain
     */
    static Verdict verdict(ApplyOutcome outcome, Optional<String> waitsInVain) {
        if (waitsInVain.isPresent()) {
            return Verdict.yes(
                    ConditionType.Stalled,
                    Reason.RolloutStalled,
                    "the rollout stopped, and the other nodes run as they were: it waits for " + waitsInVain.get()
                            + ". Apply a spec that works, the last good one for example; what is broken is then replaced"
                            + " first");
        }
        return switch (outcome) {
            case ApplyOutcome.Applied _, ApplyOutcome.Paused _ ->
                Verdict.no(ConditionType.Stalled, Reason.NotStalled, "nothing is in the way");
            case ApplyOutcome.Refused(Reason reason, String message) ->
                Verdict.yes(ConditionType.Stalled, reason, message + ". What runs was left as it is");
        };
    }
}
