package dev.beamcluster.operator.status;

import dev.beamcluster.operator.rollout.Progress;

/** The outcome of applying the objects of a BeamCluster. */
public sealed interface ApplyOutcome {

    /**
     * The objects are applied, as far as the rollout allows.
     *
     * @param progress the progress of the pods
     */
    record Applied(Progress progress) implements ApplyOutcome {}

    /** Nothing was changed, because {@code spec.paused} is true. */
    record Paused() implements ApplyOutcome {}

    /**
     * Nothing was changed, and nothing will be until a person acts.
     *
     * @param reason one of the reasons of {@code Stalled}
     * @param message field, cause and remedy, without a full stop at its end
     */
    record Refused(Reason reason, String message) implements ApplyOutcome {}
}
