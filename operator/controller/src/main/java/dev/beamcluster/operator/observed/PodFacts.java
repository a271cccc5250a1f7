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
 * @param history when it last changed, and how often its node ended
 */
public record PodFacts(
        String name,
        String uid,
        Optional<String> revision,
        Optional<String> address,
        Optional<Instant> started,
        boolean ready,
        boolean deleting,
        Optional<String> failure,
        History history) {

    /**
     * What Kubernetes remembers of a pod.
     *
     * @param created when it was created
     * @param readyChanged when it became ready, or was no longer; when it was created if it has not been ready yet
     * @param ends how often the container {@code beam} has ended in it
     * @param lastEnd how the container ended last, for example {@code Error, exit code 1}; absent if it has not ended
     */
    public record History(Instant created, Instant readyChanged, int ends, Optional<String> lastEnd) {}

    /** Whether the container {@code beam} is running. */
    public boolean running() {
        return started.isPresent();
    }

    /** Whether the pod is ready and not terminating. */
    public boolean isFine() {
        return ready && !deleting;
    }
}
