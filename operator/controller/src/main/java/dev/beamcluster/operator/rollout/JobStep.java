package dev.beamcluster.operator.rollout;

/** What happens before the nodes get the pod template of the spec. */
public sealed interface JobStep {

    /**
     * The nodes may get it.
     *
     * @param deletesJob whether a Job exists that no longer matters
     */
    record Proceed(boolean deletesJob) implements JobStep {}

    /** The nodes keep the pod template that they have. No Job starts, because there are to be no nodes. */
    record Keep() implements JobStep {}

    /**
     * The nodes keep the pod template that they have until a Job has succeeded.
     *
     * @param action what to do with the Job
     * @param progress how far it is
     */
    record Hold(Action action, Progress progress) implements JobStep {}

    /** What to do with a Job. */
    enum Action {
        WAIT,
        START,
        DELETE
    }
}
