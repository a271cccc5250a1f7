package dev.beamcluster.operator.reconcile.pods;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;

import dev.beamcluster.operator.observed.Elapsed;
import dev.beamcluster.operator.observed.PodEnding;
import dev.beamcluster.operator.observed.PodTrouble;

/** What keeps a pod that was deleted, and how it ended. */
public final class Termination {

    /** Kubernetes' default grace period. */
    private static final long STANDARD_GRACE_PERIOD = 30;

    /** After its grace period, a kubelet that works needs a moment to kill the containers and to report it. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    /** SIGKILL, see {@link ContainerEnds}. */
    private static final int KILLED = 128 + 9;

    private Termination() {}

    /** Returns what keeps the pod; empty if it is not terminating, or only for a moment. */
    public static Optional<PodTrouble> trouble(Pod pod, Instant now) {
        return trouble(new PodView(pod), now);
    }

    static Optional<PodTrouble> trouble(PodView pod, Instant now) {
        if (!pod.isDeleting()) {
            return Optional.empty();
        }
        boolean isRunning =
                pod.statuses().anyMatch(status -> PodView.runsSince(status).isPresent());
        return isRunning ? running(pod, now) : held(pod, now);
    }

    /**
     * Returns how a pod ended, if its author did not want it that way. The kubelet reports the end of the containers before it
     * deletes the object. That deletion has no grace period, and replaces the time of the first (Kubernetes,
     * {@code rest.BeforeDelete}): whether the grace period was over is not known from the last version.
     */
    public static Optional<PodEnding> ending(Pod pod) {
        var view = new PodView(pod);
        if ("Failed".equals(pod.getStatus().getPhase()) && pod.getStatus().getReason() != null) {
            return Optional.of(new PodEnding.Evicted(
                    view.name(),
                    pod.getStatus().getReason() + ": "
                            + Objects.requireNonNullElse(pod.getStatus().getMessage(), "no message")));
        }
        return Optional.ofNullable(pod.getMetadata().getDeletionGracePeriodSeconds())
                .filter(gracePeriod -> gracePeriod > 0 && isKilledAfter(gracePeriod, view))
                .map(gracePeriod -> new PodEnding.Killed(view.name(), Duration.ofSeconds(gracePeriod)));
    }

    private static Optional<PodTrouble> running(PodView pod, Instant now) {
        if (end(pod).plus(MARGIN).isBefore(now)) {
            return pod.kubernetesNode().map(PodTrouble.KubernetesNodeSilent::new);
        }
        return Elapsed.between(requested(pod), now)
                .map(elapsed -> new PodTrouble.ShuttingDown(elapsed, Duration.ofSeconds(gracePeriod(pod))));
    }

    private static Optional<PodTrouble> held(PodView pod, Instant now) {
        List<String> finalizers = pod.pod().getMetadata().getFinalizers();
        return finalizers.isEmpty()
                ? Optional.empty()
                : Elapsed.between(requested(pod), now).map(_ -> new PodTrouble.HeldByFinalizers(finalizers));
    }

    private static boolean isKilledAfter(long gracePeriod, PodView pod) {
        return pod.node()
                .flatMap(PodView::ended)
                .filter(ended -> ended.getExitCode() == KILLED && !"OOMKilled".equals(ended.getReason()))
                .map(ContainerStateTerminated::getFinishedAt)
                .map(Instant::parse)
                // Both times are whole seconds.
                .filter(end -> !end.isBefore(requested(pod).plusSeconds(gracePeriod - 1)))
                .isPresent();
    }

    /** The timestamp is the end of the grace period, not its beginning (Kubernetes, API conventions, Metadata). */
    private static Instant end(PodView pod) {
        return Instant.parse(pod.pod().getMetadata().getDeletionTimestamp());
    }

    private static Instant requested(PodView pod) {
        Long gracePeriod = pod.pod().getMetadata().getDeletionGracePeriodSeconds();
        return end(pod).minusSeconds(gracePeriod == null ? 0 : gracePeriod);
    }

    /** Returns the grace period in seconds. The kubelet deletes the object with a grace period of 0 when the containers ended. */
    private static long gracePeriod(PodView pod) {
        Long ofDeletion = pod.pod().getMetadata().getDeletionGracePeriodSeconds();
        if (ofDeletion != null && ofDeletion > 0) {
            return ofDeletion;
        }
        return Optional.ofNullable(pod.pod().getSpec())
                .flatMap(spec -> Optional.ofNullable(spec.getTerminationGracePeriodSeconds()))
                .orElse(STANDARD_GRACE_PERIOD);
    }
}
