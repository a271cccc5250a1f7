package dev.beamcluster.kubectl.view;

import java.util.Objects;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;

import dev.beamcluster.api.v1alpha1.WellKnown;

/** What people ask of the pod of a node. */
public final class Pods {

    private Pods() {}

    /** Returns {@code Ready}, {@code Terminating}, or its phase. */
    public static String phase(Pod pod) {
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            return "Terminating";
        }
        boolean isReady = pod.getStatus() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition ->
                                "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
        return isReady
                ? "Ready"
                : pod.getStatus() == null
                        ? "Unknown"
                        : Objects.requireNonNullElse(pod.getStatus().getPhase(), "-");
    }

    /** Returns the status of the container with the node. */
    public static Optional<ContainerStatus> container(Pod pod) {
        return pod.getStatus() == null
                ? Optional.empty()
                : pod.getStatus().getContainerStatuses().stream()
                        .filter(status -> WellKnown.NODE_CONTAINER.equals(status.getName()))
                        .findFirst();
    }
}
