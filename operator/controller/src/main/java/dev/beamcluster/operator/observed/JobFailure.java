package dev.beamcluster.operator.observed;

import java.util.Optional;

/**
 * Why a Job failed.
 *
 * @param cause what Kubernetes reports about the Job
 * @param end how its last pod ended; empty if that pod is gone
 * @param waiting its pod, if that did not start the last time that it was looked at
 */
public record JobFailure(Cause cause, Optional<End> end, Optional<PodOfJob> waiting) {

    /** What Kubernetes reports about a Job that failed. */
    public sealed interface Cause {

        /** Its command failed as often as it may. */
        record Ended() implements Cause {}

        /** It did not succeed in time, and was stopped. */
        record TimedOut(int seconds) implements Cause {}

        /** Another reason, in the words of Kubernetes. */
        record Other(String message) implements Cause {}
    }

    /**
     * The end of a pod.
     *
     * @param pod its name
     * @param container how its container ended
     * @param output the end of what it printed, masked; empty if nothing is to be quoted
     */
    public record End(String pod, ContainerEnd container, Output output) {}

    /** What a container printed last. */
    public sealed interface Output {

        /** Nothing, or the spec wants it to be left out. */
        record None() implements Output {}

        /** The end of its output, masked. */
        record Quoted(String text) implements Output {}

        /** It is not quoted, because its Secrets could not be masked. */
        record Withheld(String why) implements Output {}
    }
}
