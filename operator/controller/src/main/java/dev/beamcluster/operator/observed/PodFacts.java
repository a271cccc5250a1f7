package dev.beamcluster.operator.observed;

import java.time.Instant;
import java.util.Optional;

/**
 * The state of a pod in Kubernetes.
 *
 * @param name the name of the pod
 * @param uid the UID, which distinguishes this pod from an earlier one of the same name
 * @param revision the revision of the StatefulSet from which the pod was created; absent if no StatefulSet created it
 * @param address the IP address, absent until the sandbox is running
 * @param started when the container {@code beam} started, by the clock of its Kubernetes node; absent while it is not running
 * @param ready whether the pod is ready
 * @param deleting whether the pod is terminating
 * @param failure why the pod cannot start, for example {@code ImagePullBackOff: ...}; absent if no failure is known
 */
public record PodFacts(
        String name,
        String uid,
        Optional<String> revision,
        Optional<String> address,
        Optional<Instant> started,
        boolean ready,
        boolean deleting,
        Optional<String> failure) {

    /** Whether the container {@code beam} is running. */
    public boolean running() {
        return started.isPresent();
    }

    /** Whether the pod is ready and not terminating. */
    public boolean isFine() {
        return ready && !deleting;
    }
}
