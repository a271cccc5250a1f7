package dev.beamcluster.operator.status;

/** How bringing the cluster's objects about went. */
public sealed interface Outcome {

    /** All are as they must be. */
    record Applied() implements Outcome {}

    /**
     * Something is in the way until a person acts; what runs was left as it is.
     *
     * @param reason one of the reasons of {@code Stalled}
     * @param message field, cause and remedy
     */
    record Refused(Reason reason, String message) implements Outcome {}
}
