package dev.beamcluster.operator.rollout;

import java.time.Instant;
import java.util.Optional;

import dev.beamcluster.operator.observed.ContainerEnd;
import dev.beamcluster.operator.observed.JobFailure;
import dev.beamcluster.operator.observed.PodOfJob;
import dev.beamcluster.operator.observed.PodTrouble;

/** How far the pods match the spec. */
public sealed interface Progress {

    /** All pods match the spec. */
    record UpToDate() implements Progress {}

    /** Pods are changing, and the next step waits only for Kubernetes. {@code message} describes the current step. */
    record Moving(String message) implements Progress {}

    /** The next step waits until a pod is ready; {@code trouble} is why it is not, if Kubernetes reports that. */
    record WaitsForPod(String pod, Optional<PodTrouble> trouble) implements Progress {}

    /** The next step waits until every link is verified at the current addresses of the pods. */
    record WaitsForMesh() implements Progress {}

    /**
     * The next step waits until the Secret has the cookie with which the nodes run: a replaced node would get another one, and
     * could not join them.
     */
    record WaitsForCookie() implements Progress {}

    /**
     * The next step, or the end of the rollout, waits until a replaced node has worked for long enough.
     *
     * @param until when that will be, if it continues to
     * @param lastEnd how its container ended last, if it has
     * @param overdue whether the rollout has waited for the node for longer than it may
     */
    record Proving(String pod, Instant until, Optional<ContainerEnd> lastEnd, boolean overdue) implements Progress {}

    /**
     * A replaced node has ended so often that the rollout does not continue with it, even if it is ready now.
     *
     * @param lastEnd how its container ended last; empty if the kubelet has forgotten it
     */
    record KeepsEnding(String pod, Optional<ContainerEnd> lastEnd) implements Progress {}

    /**
     * The new pod template waits for a Job.
     *
     * @param job its name
     * @param waiting its pod, if that does not start
     */
    record WaitsForJob(String job, JobPhase phase, Optional<PodOfJob> waiting) implements Progress {}

    /** What a Job waits for. */
    enum JobPhase {
        /** It is being created. */
        STARTING,
        /** Its command has not ended. */
        RUNNING,
        /** An earlier Job, and its pod, must be gone first. */
        ENDING
    }

    /** The Job failed, and the nodes keep their revision. */
    record JobFailed(String job, JobFailure failure) implements Progress {}
}
