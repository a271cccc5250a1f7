package dev.beamcluster.operator.observed;

import java.util.Optional;

/**
 * How a container of a pod ended last.
 *
 * @param container its name
 * @param exitCode its exit code
 * @param restarts how often it was restarted, at most {@link #MANY}: a larger count would change the status with each restart
 * @param how why it ended, as far as Kubernetes knows
 */
public record ContainerEnd(String container, int exitCode, int restarts, How how) {

    /** Restarts are not counted beyond this number. */
    public static final int MANY = 10;

    public ContainerEnd {
        restarts = Math.min(restarts, MANY);
    }

    /** Why a container ended. */
    public sealed interface How {

        /**
         * The kernel killed it at its memory limit; without a limit, the Kubernetes node was out of memory.
         *
         * @param ofNode whether it is the container of the node, whose limit is in the spec
         */
        record OutOfMemory(Optional<String> limit, boolean ofNode) implements How {}

        /** The kubelet stopped it because a liveness or startup probe failed. */
        record StoppedForProbe(FailedProbe probe) implements How {}

        /** The runtime could not run its command. */
        record CommandNotStarted(String message) implements How {}

        /** The command of the node ended without an error right after its start. */
        record EndedAtOnce() implements How {}

        /** It ended without an error. */
        record Completed() implements How {}

        /** The Kubernetes node lost it, for example because it was restarted; the exit code means nothing. */
        record Lost() implements How {}

        /** A signal ended it. */
        record Signalled(int signal) implements How {}

        /** It ended with an error of its own. */
        record Failed() implements How {}
    }
}
