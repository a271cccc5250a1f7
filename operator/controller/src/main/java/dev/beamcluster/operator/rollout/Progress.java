package dev.beamcluster.operator.rollout;

import java.util.Optional;

/** How far the pods are on the way to what the spec asks for. */
public sealed interface Progress {

    /** All pods match the spec. */
    record UpToDate() implements Progress {}

    /** Pods are changing, and the next step waits for Kubernetes only. {@code message} says what is going on. */
    record Moving(String message) implements Progress {}

    /** The next step waits until a pod is ready; {@code failure} says why it cannot start, where Kubernetes knows. */
    record WaitsForPod(String pod, Optional<String> failure) implements Progress {}

    /** The next step waits until every link is verified at the addresses that the pods have now. */
    record WaitsForMesh() implements Progress {}
}
