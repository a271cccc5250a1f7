package dev.beamcluster.operator.status;

/**
 * Why nothing proceeds until a person acts, although the spec is applied.
 *
 * @param reason the reason of {@code Stalled}
 * @param awaited what has to recover, for example {@code chat-2}
 * @param message what is wrong, and what to do
 */
record Stall(Reason reason, String awaited, String message) {

    /** A rollout or a scale-down that one node holds up. */
    static Stall of(Obstacle obstacle) {
        return new Stall(
                Reason.RolloutStalled,
                obstacle.name(),
                "rollout stalled on " + obstacle.name() + ": " + obstacle.why()
                        + "; other nodes are untouched. Apply a working spec (for example the last good one): broken"
                        + " nodes are replaced first");
    }
}
