package dev.beamcluster.operator.status;

/**
 * Why nothing proceeds until a person acts, although the spec is applied.
 *
 * @param reason the reason of {@code Stalled}
 * @param awaited what has to recover, for example {@code chat-2}
 * @param message what is wrong, and what to do
 */
record Stall(Reason reason, String awaited, String message) {

    /** Between a cause and its remedy. */
    private static final String REMEDY = ". ";

    /** A rollout or a scale-down in which each replaced node would leave the mesh. */
    static Stall ofCookie() {
        return new Stall(
                Reason.RolloutStalled,
                "the cookie",
                "rollout not started: the cookie in the Secret is not the one that the nodes run with, so a replaced node"
                        + " could not join the others. Put the former cookie back, or set spec.rollout.gate: Pods to"
                        + " replace all nodes without waiting for the mesh");
    }

    /** A rollout or a scale-down that one node holds up. What is wrong comes first, then the remedies. */
    static Stall of(Obstacle obstacle) {
        int end = obstacle.why().indexOf(REMEDY);
        String cause = end < 0 ? obstacle.why() : obstacle.why().substring(0, end);
        String remedy = end < 0 ? "" : obstacle.why().substring(end);
        return new Stall(
                Reason.RolloutStalled,
                obstacle.name(),
                "rollout stalled on " + obstacle.name() + ": " + cause + "; other nodes are untouched" + remedy
                        + ". Apply a working spec (for example the last good one): broken"
                        + " nodes are replaced first");
    }
}
