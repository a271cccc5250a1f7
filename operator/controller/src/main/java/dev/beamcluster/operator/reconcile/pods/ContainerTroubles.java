package dev.beamcluster.operator.reconcile.pods;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;

import dev.beamcluster.operator.observed.ContainerEnd;
import dev.beamcluster.operator.observed.PodTrouble;

/** Why a container of a pod cannot start, or does not stay up. */
final class ContainerTroubles {

    /**
     * A container that was restarted at least this often, and has not been ready since, keeps crashing, even if it is running
     * now.
     */
    private static final int RESTARTS = 2;

    /** A restart explains for this long why the container is not ready. */
    private static final Duration RESTARTS_FOR = Duration.ofMinutes(1);

    private final PodView pod;
    private final ContainerEnds ends;
    private final Instant now;

    ContainerTroubles(PodView pod, ContainerEnds ends, Instant now) {
        this.pod = pod;
        this.ends = ends;
        this.now = now;
    }

    /** Returns why a container cannot run; empty if all can. */
    Optional<PodTrouble> failure() {
        return pod.statuses().flatMap(status -> failure(status).stream()).findFirst();
    }

    /** Returns the end of a container that was started again, or will be, and is not ready since. */
    Optional<PodTrouble> restart() {
        return pod.statuses()
                .filter(status -> !Boolean.TRUE.equals(status.getReady()))
                .filter(status -> PodView.ended(status).isPresent() || !wasReadySinceItStarted(status))
                .filter(status -> PodView.runsSince(status)
                        .filter(start -> start.plus(RESTARTS_FOR).isBefore(now))
                        .isEmpty())
                .flatMap(status -> ends.last(status).stream())
                .<PodTrouble>map(PodTrouble.Restarting::new)
                .findFirst();
    }

    private Optional<PodTrouble> failure(ContainerStatus status) {
        if (status.getState() == null || status.getState().getWaiting() == null) {
            return keepsCrashing(status) ? crash(status) : Optional.empty();
        }
        var waiting = status.getState().getWaiting();
        String reason = Objects.requireNonNullElse(waiting.getReason(), "");
        return switch (reason) {
            case "ErrImagePull", "ImagePullBackOff", "ErrImageNeverPull", "InvalidImageName" ->
                Optional.of(new PodTrouble.ImageNotPulled(status.getImage()));
            case "CrashLoopBackOff" -> crash(status);
            case "CreateContainerConfigError", "CreateContainerError", "RunContainerError" ->
                Optional.of(new PodTrouble.ContainerNotStarted(
                        status.getName(), reason, RuntimeErrors.shortened(waiting.getMessage())));
            default -> Optional.empty();
        };
    }

    private Optional<PodTrouble> crash(ContainerStatus status) {
        ContainerEnd end = ends.last(status)
                .orElseGet(() ->
                        new ContainerEnd(status.getName(), 0, status.getRestartCount(), new ContainerEnd.How.Lost()));
        return Optional.of(new PodTrouble.KeepsCrashing(end));
    }

    private boolean keepsCrashing(ContainerStatus status) {
        return status.getRestartCount() >= RESTARTS
                && !status.getReady()
                && PodView.endedBefore(status).isPresent()
                && !wasReadySinceItStarted(status);
    }

    /**
     * Whether the pod was ready since its container started. Kubernetes never resets the restart count: a recovered container
     * that is unready for a moment was ready since it started.
     */
    private boolean wasReadySinceItStarted(ContainerStatus status) {
        Optional<Instant> started = startedAt(status);
        return pod.since("ContainersReady")
                .flatMap(since -> started.map(since::isAfter))
                .orElse(false);
    }

    /** When the running container started, or the last one that ended. */
    private static Optional<Instant> startedAt(ContainerStatus status) {
        return PodView.runsSince(status)
                .or(() -> PodView.ended(status)
                        .map(ContainerStateTerminated::getStartedAt)
                        .map(Instant::parse));
    }
}
