package dev.beamcluster.operator.observed;

import java.time.Instant;
import java.util.Optional;

/**
 * What Kubernetes says of a pod.
 *
 * @param name its name
 * @param uid tells this pod from the one of the same name before
 * @param revision the StatefulSet's revision that it was made from; absent where another made it
 * @param address its IP address, absent until its sandbox is up
 * @param started since when the container `beam` runs, by the clock of its machine; absent while it does not
 * @param ready whether it is ready
 * @param deleting whether it is terminating
 * @param failure why it cannot start, for example {@code ImagePullBackOff: ...}; absent when nothing speaks against it
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

    /** Whether the container `beam` runs. */
    public boolean running() {
        return started.isPresent();
    }

    /** Whether it serves, and will for now. */
    public boolean isFine() {
        return ready && !deleting;
    }
}
