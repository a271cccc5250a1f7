package dev.beamcluster.operator.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;

import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.observed.PodFacts;

/**
 * Extracts the relevant facts from a pod. It omits Kubernetes messages that contain a counter, which would change the status on
 * every reconcile.
 */
final class PodObservation {

    /** The label with the revision from which a pod was created (Kubernetes, StatefulSet). */
    private static final String REVISION_LABEL = "controller-revision-hash";

    /**
     * A container that was restarted at least this often, and has not been ready since, keeps crashing, even if it is running
     * now.
     */
    private static final int RESTARTS = 2;

    private PodObservation() {}

    static PodFacts of(Pod pod) {
        return new PodFacts(
                pod.getMetadata().getName(),
                pod.getMetadata().getUid(),
                Optional.ofNullable(pod.getMetadata().getLabels().get(REVISION_LABEL)),
                Optional.ofNullable(pod.getStatus().getPodIP()).filter(address -> !address.isEmpty()),
                node(pod).flatMap(PodObservation::runsSince),
                isTrue(pod, "Ready"),
                pod.getMetadata().getDeletionTimestamp() != null,
                failure(pod),
                PodHistory.of(pod));
    }

    private static Optional<ContainerStatus> node(Pod pod) {
        return statuses(pod)
                .filter(status -> status.getName().equals(Naming.NODE_CONTAINER))
                .findFirst();
    }

    private static Stream<ContainerStatus> statuses(Pod pod) {
        return Stream.concat(
                pod.getStatus().getInitContainerStatuses().stream(), pod.getStatus().getContainerStatuses().stream());
    }

    private static Optional<String> failure(Pod pod) {
        return statuses(pod)
                .flatMap(status -> failure(pod, status).stream())
                .findFirst()
                .or(() -> unschedulable(pod));
    }

    private static Optional<String> failure(Pod pod, ContainerStatus status) {
        if (status.getState() == null || status.getState().getWaiting() == null) {
            return keepsCrashing(pod, status) ? Optional.of(crashes(pod, status)) : Optional.empty();
        }
        var waiting = status.getState().getWaiting();
        String message = Objects.requireNonNullElse(waiting.getMessage(), "no message");
        return switch (Objects.requireNonNullElse(waiting.getReason(), "")) {
            case "ErrImagePull", "ImagePullBackOff", "ErrImageNeverPull", "InvalidImageName" ->
                Optional.of("image " + status.getImage() + " cannot be pulled (ImagePullBackOff): check spec.image, and"
                        + " imagePullSecrets in spec.template.spec");
            case "CrashLoopBackOff" -> Optional.of(crashes(pod, status));
            case "CreateContainerConfigError", "CreateContainerError", "RunContainerError" ->
                Optional.of(
                        "container " + status.getName() + " cannot start (" + waiting.getReason() + "): " + message);
            default -> Optional.empty();
        };
    }

    private static boolean keepsCrashing(Pod pod, ContainerStatus status) {
        return status.getRestartCount() >= RESTARTS
                && !status.getReady()
                && status.getLastState() != null
                && status.getLastState().getTerminated() != null
                && !wasReadySinceItStarted(pod, status);
    }

    /**
     * Whether the pod was ready since its container started. Kubernetes never resets the restart count: a recovered container
     * that is unready for a moment was ready since it started.
     */
    private static boolean wasReadySinceItStarted(Pod pod, ContainerStatus status) {
        Optional<Instant> started = startedAt(status);
        return conditions(pod).stream()
                .filter(condition -> condition.getType().equals("ContainersReady"))
                .flatMap(condition -> Stream.ofNullable(condition.getLastTransitionTime()))
                .map(Instant::parse)
                .anyMatch(since -> started.filter(since::isAfter).isPresent());
    }

    /** When the running container started, or the last one that ended. */
    private static Optional<Instant> startedAt(ContainerStatus status) {
        return runsSince(status)
                .or(() -> Optional.ofNullable(status.getState())
                        .map(ContainerState::getTerminated)
                        .flatMap(ended -> Optional.ofNullable(ended.getStartedAt()))
                        .map(Instant::parse));
    }

    private static Optional<Instant> runsSince(ContainerStatus status) {
        return Optional.ofNullable(status.getState())
                .map(ContainerState::getRunning)
                .map(running -> Optional.ofNullable(running.getStartedAt())
                        .map(Instant::parse)
                        .orElse(Instant.EPOCH));
    }

    private static String crashes(Pod pod, ContainerStatus status) {
        return "container " + status.getName() + " keeps crashing (CrashLoopBackOff" + exitCode(status)
                + "): see `kubectl logs " + pod.getMetadata().getName() + " -c " + status.getName() + " --previous`";
    }

    private static String exitCode(ContainerStatus status) {
        return status.getLastState() == null || status.getLastState().getTerminated() == null
                ? ""
                : ", exit code " + status.getLastState().getTerminated().getExitCode();
    }

    private static Optional<String> unschedulable(Pod pod) {
        return conditions(pod).stream()
                .filter(condition -> condition.getType().equals("PodScheduled"))
                .filter(condition -> "Unschedulable".equals(condition.getReason()))
                .map(condition -> "cannot be scheduled (Unschedulable): " + condition.getMessage())
                .findFirst();
    }

    private static boolean isTrue(Pod pod, String type) {
        return conditions(pod).stream()
                .anyMatch(condition -> condition.getType().equals(type)
                        && condition.getStatus().equals("True"));
    }

    private static List<PodCondition> conditions(Pod pod) {
        return pod.getStatus().getConditions();
    }
}
