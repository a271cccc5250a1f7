package dev.beamcluster.operator.status;

import dev.beamcluster.operator.rollout.Progress;

/**
 * Why nothing proceeds until a person acts, although the spec is applied.
 *
 * @param reason the reason of {@code Stalled}
 * @param resumes when it goes on, for example {@code chat-2 recovers}
 * @param message what is wrong, and what to do
 */
record Stall(Reason reason, String resumes, String message) {

    /** A rollout whose Job failed. */
    static Stall of(Progress.JobFailed failed) {
        return new Stall(
                Reason.JobFailed,
                "a Job of spec.rollout.before succeeds",
                JobMessages.failed(failed.job(), failed.failure()));
    }

    /** A rollout or a scale-down in which each replaced node would leave the mesh. */
    static Stall ofCookie() {
        return new Stall(
                Reason.RolloutStalled,
                "the former cookie is in the Secret again",
                "rollout not started: the cookie in the Secret is not the one that the nodes run with, so a replaced node"
                        + " could not join the others. Put the former cookie back, or set spec.rollout.gate: Pods to"
                        + " replace all nodes without waiting for the mesh");
    }

    /** A rollout or a scale-down that one node holds up. */
    static Stall of(Obstacle obstacle) {
        return new Stall(
                Reason.RolloutStalled,
                obstacle.name() + " recovers",
                "rollout stalled on " + obstacle.name() + ": " + obstacle.why()
                        + ". Other nodes are untouched. Apply a working spec (for example the last good one): broken"
                        + " nodes are replaced first");
    }
}
