package dev.beamcluster.operator.status;

import java.util.Optional;

/**
 * What Kubernetes says of a pod.
 *
 * @param name its name
 * @param address its IP address, absent until its sandbox is up
 * @param running whether the container `beam` runs
 * @param ready whether it is ready
 * @param deleting whether it is on its way out
 * @param failure why it cannot start, for example {@code ImagePullBackOff: ...}; absent when nothing speaks against it
 */
public record PodFacts(
        String name,
        Optional<String> address,
        boolean running,
        boolean ready,
        boolean deleting,
        Optional<String> failure) {}
