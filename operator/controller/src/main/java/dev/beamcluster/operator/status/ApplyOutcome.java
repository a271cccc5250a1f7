package dev.beamcluster.operator.status;

import dev.beamcluster.operator.rollout.Progress;

/** How bringing the cluster's objects about went. */
public sealed interface ApplyOutcome {

    /**
     * All that may be as they must be, are.
     *
     * @param progress how far the pods are on the way to it
     */
    record Applied(Progress progress) implements ApplyOutcome {}

    /** Nothing was touched, since {@code spec.paused} says so. */
    record Paused() implements ApplyOutcome {}

    /**
     * Something is in the way until a person acts; what runs was left as it is.
     *
     * @param reason one of the reasons of {@code Stalled}
     * @param message field, cause and remedy
     */
    record Refused(Reason reason, String message) implements ApplyOutcome {}
}
