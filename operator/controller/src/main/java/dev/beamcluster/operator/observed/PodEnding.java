package dev.beamcluster.operator.observed;

import java.time.Duration;

/** How a pod that is gone came to an end that its author did not want. */
public sealed interface PodEnding {

    /** The name of the pod. */
    String pod();

    /** The container of the node was killed at the end of its grace period. */
    record Killed(String pod, Duration gracePeriod) implements PodEnding {}

    /** The kubelet ended the pod; {@code why} is its reason and message. */
    record Evicted(String pod, String why) implements PodEnding {}
}
