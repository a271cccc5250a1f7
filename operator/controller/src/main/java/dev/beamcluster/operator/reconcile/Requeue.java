package dev.beamcluster.operator.reconcile;

import java.time.Duration;

import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.rollout.Progress;
import dev.beamcluster.operator.status.ApplyOutcome;
import dev.beamcluster.operator.status.Reason;

/** How long until a BeamCluster is reconciled again without an event. */
final class Requeue {

    /** A safety net: every relevant change triggers an event. */
    static final Duration MAX_DELAY = Duration.ofMinutes(5);

    /**
     * While a person may have to act. The causes of a refusal by the API server or a quota are not watched, and no event says
     * that a rollout has waited too long for a pod.
     */
    static final Duration SOON = Duration.ofSeconds(5);

    /** While the next step takes only a moment: an unchanged mesh report triggers no event. */
    static final Duration STEP = Duration.ofSeconds(1);

    private Requeue() {}

    static Duration after(Snapshot seen, ApplyOutcome outcome) {
        boolean cannotDrainYet =
                !(outcome instanceof ApplyOutcome.Applied) && !seen.draining().isEmpty();
        if (cannotDrainYet || outcome instanceof ApplyOutcome.Applied(Progress.WaitsForMesh())) {
            return STEP;
        }
        boolean isRefused =
                outcome instanceof ApplyOutcome.Refused(Reason reason, String _) && reason == Reason.ApplyRefused;
        boolean waitsForPods = outcome instanceof ApplyOutcome.Applied(Progress.WaitsForPod _)
                || !seen.previousPods().isEmpty()
                || seen.nodes().stream().anyMatch(node -> node.pod().isEmpty());
        return isRefused || waitsForPods ? SOON : MAX_DELAY;
    }
}
