package dev.beamcluster.operator.reconcile;

import java.time.Duration;

import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.rollout.Progress;
import dev.beamcluster.operator.status.ApplyOutcome;
import dev.beamcluster.operator.status.Reason;

/** When a BeamCluster is reconciled again although nothing was announced. */
final class Requeue {

    /** A safety net: every change that matters is announced. */
    static final Duration AT_LATEST = Duration.ofMinutes(5);

    /**
     * While a person may have to act. What makes the API server or a quota refuse an object is not watched, and that a pod has been waited
     * for too long is not announced.
     */
    static final Duration SOON = Duration.ofSeconds(5);

    /** While the next step only takes a moment: a mesh report that stays the same is not announced. */
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
        return isRefused || waitsForPods ? SOON : AT_LATEST;
    }
}
