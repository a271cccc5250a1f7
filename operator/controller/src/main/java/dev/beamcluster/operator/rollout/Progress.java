package dev.beamcluster.operator.rollout;

import java.util.Optional;

/** How far the pods match the spec. */
public sealed interface Progress {

    /** All pods match the spec. */
    record UpToDate() implements Progress {}

    /** Pods are changing, and the next step waits only for Kubernetes. {@code message} describes the current step. */
    record Moving(String message) implements Progress {}

    /** The next step waits until a pod is ready; {@code failure} is why it cannot start, if Kubernetes reports that. */
    record WaitsForPod(String pod, Optional<String> failure) implements Progress {}

    /** The next step waits until every link is verified at the current addresses of the pods. */
    record WaitsForMesh() implements Progress {}
}
