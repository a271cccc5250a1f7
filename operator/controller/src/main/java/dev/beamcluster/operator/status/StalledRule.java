package dev.beamcluster.operator.status;

import java.util.Optional;

import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.Snapshot;

/** Whether nothing proceeds until a person acts (kstatus). */
final class StalledRule {

    private StalledRule() {}

    /**
     * Returns the verdict.
     *
     * @param stall why a spec that is applied is stalled
     */
    static Verdict verdict(Snapshot seen, ApplyOutcome outcome, Optional<Stall> stall) {
        if (stall.isPresent()) {
            return Verdict.yes(
                    ConditionType.Stalled, stall.get().reason(), stall.get().message());
        }
        return switch (outcome) {
            case ApplyOutcome.Applied _, ApplyOutcome.Paused _ ->
                Verdict.no(ConditionType.Stalled, Reason.NotStalled, "reconciliation is not blocked");
            case ApplyOutcome.Refused(Reason reason, String message) ->
                Verdict.yes(
                        ConditionType.Stalled,
                        reason,
                        isRunning(seen) ? message + ". Running nodes are unchanged" : message);
        };
    }

    private static boolean isRunning(Snapshot seen) {
        return seen.allNodes().stream().anyMatch(ExpectedNode::isUp);
    }
}
