package dev.beamcluster.operator.observed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
 * @param trouble what keeps the pod from starting, from being ready or from being gone; absent if nothing is known
 * @param notes what is worth knowing about it otherwise
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
        Optional<PodTrouble> trouble,
        List<PodNote> notes,
        History history) {

    /**
     * What Kubernetes remembers of a pod.
     *
     * @param created when it was created
     * @param readyChanged when it became ready, or was no longer; when it was created if it has not been ready yet
     * @param ends how often the container {@code beam} has ended in it, at most {@link ContainerEnd#MANY}
     * @param lastEnd how the container ended last; absent if it has not ended, or the kubelet has forgotten it
     * @param lastLife how long the container had run when it ended last, in whole seconds; zero if that is unknown
     */
    public record History(
            Instant created, Instant readyChanged, int ends, Optional<ContainerEnd> lastEnd, Duration lastLife) {}

    /** Whether the container {@code beam} is running. */
    public boolean running() {
        return started.isPresent();
    }

    /** Returns why Kubernetes cannot run the pod; empty if it can, or is expected to. */
    public Optional<PodTrouble> failure() {
        return trouble.filter(PodTrouble::isFailure);
    }

    /** Whether the pod is ready and not terminating. */
    public boolean isFine() {
        return ready && !deleting;
    }
}
