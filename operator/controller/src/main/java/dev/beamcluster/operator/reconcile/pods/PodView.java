package dev.beamcluster.operator.reconcile.pods;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateRunning;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.Volume;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.operator.desired.Naming;

/** Reads a pod: which containers its spec has, and what the kubelet reports about them. */
record PodView(Pod pod) {

    String name() {
        return pod.getMetadata().getName();
    }

    boolean isDeleting() {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    /** The Kubernetes node that runs the pod; empty until it is scheduled. */
    Optional<String> kubernetesNode() {
        return Optional.ofNullable(pod.getSpec()).flatMap(spec -> Optional.ofNullable(spec.getNodeName()));
    }

    Instant created() {
        return time(pod.getMetadata().getCreationTimestamp()).orElse(Instant.EPOCH);
    }

    /** The statuses of the init containers, then of the others. */
    Stream<ContainerStatus> statuses() {
        return Stream.concat(
                pod.getStatus().getInitContainerStatuses().stream(), pod.getStatus().getContainerStatuses().stream());
    }

    /** The status of the container in which the node runs. */
    Optional<ContainerStatus> node() {
        return statuses()
                .filter(status -> status.getName().equals(Naming.NODE_CONTAINER))
                .findFirst();
    }

    Optional<Container> container(String name) {
        return Stream.concat(initContainers().stream(), containers().stream())
                .filter(container -> container.getName().equals(name))
                .findFirst();
    }

    List<Container> containers() {
        return pod.getSpec() == null ? List.of() : pod.getSpec().getContainers();
    }

    List<Volume> volumes() {
        return pod.getSpec() == null ? List.of() : pod.getSpec().getVolumes();
    }

    boolean isInitContainer(String name) {
        return initContainers().stream()
                .anyMatch(container -> container.getName().equals(name));
    }

    /** Whether it is an init container that runs as long as the pod (Kubernetes, Sidecar Containers). */
    boolean isSidecar(String name) {
        return initContainers().stream()
                .filter(container -> container.getName().equals(name))
                .anyMatch(container -> "Always".equals(container.getRestartPolicy()));
    }

    Optional<PodCondition> condition(String type) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }

    boolean isTrue(String condition) {
        return condition(condition)
                .filter(found -> "True".equals(found.getStatus()))
                .isPresent();
    }

    /** When the condition got its status. */
    Optional<Instant> since(String condition) {
        return condition(condition).flatMap(found -> time(found.getLastTransitionTime()));
    }

    /** When the pod became ready, or was no longer; when it was created if it has not been ready yet. */
    Instant readyChanged() {
        return since("Ready").orElse(created());
    }

    static Optional<Instant> runsSince(ContainerStatus status) {
        return Optional.ofNullable(status.getState())
                .map(ContainerState::getRunning)
                .map(running -> Optional.of(running)
                        .map(ContainerStateRunning::getStartedAt)
                        .map(Instant::parse)
                        .orElse(Instant.EPOCH));
    }

    /** How the container has ended, if it does not run. */
    static Optional<ContainerStateTerminated> ended(ContainerStatus status) {
        return Optional.ofNullable(status.getState()).map(ContainerState::getTerminated);
    }

    /** How the container ended before it was started last. */
    static Optional<ContainerStateTerminated> endedBefore(ContainerStatus status) {
        return Optional.ofNullable(status.getLastState()).map(ContainerState::getTerminated);
    }

    static Optional<Instant> time(@Nullable String time) {
        return Optional.ofNullable(time).map(Instant::parse);
    }

    private List<Container> initContainers() {
        return pod.getSpec() == null ? List.of() : pod.getSpec().getInitContainers();
    }
}
