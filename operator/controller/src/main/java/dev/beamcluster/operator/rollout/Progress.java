package dev.beamcluster.operator.rollout;

import java.util.Optional;

/** How far a cluster is on its way to what its spec says. */
public sealed interface Progress {

    /** There. */
    record UpToDate() implements Progress {}

    /** Something is under way, and nothing has to be waited for but Kubernetes and the nodes themselves. */
    record Moving(String message) implements Progress {}

    /** The next step waits for a pod: it is not ready. */
    record WaitsForPod(String pod, Optional<String> failure) implements Progress {}

    /** The next step waits for the mesh: it is not whole, or was not looked at since the pods are as they are. */
    record WaitsForMesh() implements Progress {}
}
