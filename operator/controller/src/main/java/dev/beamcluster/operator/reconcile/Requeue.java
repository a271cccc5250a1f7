package dev.beamcluster.operator.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.rollout.Progress;
import dev.beamcluster.operator.status.ApplyOutcome;
import dev.beamcluster.operator.status.Reason;

/** How long until a BeamCluster is reconciled again without an event. */
final class Requeue {

    /** A safety net: every relevant change triggers an event. */
    static final Duration MAX_DELAY = Duration.ofMinutes(5);

    /**
     * While a person may have to act. The causes of a refusal by the API server or a quota are not watched, and no event says
     * that a rollout has waited too long for a pod, or that nothing comes of what the operator wrote.
     */
    static final Duration SOON = Duration.ofSeconds(5);

    /**
     * While a pod is not ready or not gone. How long that takes, and what Events say of it, is not watched; Events are read no
     * more often (see {@code Investigation}).
     */
    static final Duration IN_TROUBLE = Duration.ofSeconds(10);

    /** While the next step takes only a moment: an unchanged mesh report triggers no event. */
    static final Duration STEP = Duration.ofSeconds(1);

    /** The SDK counts in whole milliseconds, and must not wake up before the time is over. */
    private static final Duration TICK = Duration.ofMillis(1);

    private Requeue() {}

    /**
     * Returns the delay.
     *
     * @param deferred how long until a status must be written that is not written yet
     */
    static Duration after(Snapshot seen, ApplyOutcome outcome, Optional<Duration> deferred) {
        Duration poll = poll(seen, outcome);
        Stream<Duration> ends = deadlines(seen, outcome).map(end -> Duration.between(seen.now(), end));
        return Stream.concat(ends, deferred.stream())
                .map(delay -> delay.plus(TICK))
                .filter(delay -> delay.compareTo(TICK) > 0)
                .reduce(poll, (one, other) -> one.compareTo(other) <= 0 ? one : other);
    }

    /** Returns when something changes only because time has passed. */
    private static Stream<Instant> deadlines(Snapshot seen, ApplyOutcome outcome) {
        return outcome instanceof ApplyOutcome.Applied(Progress progress)
                ? Stream.concat(
                        progress instanceof Progress.Proving proving ? Stream.of(proving.until()) : Stream.of(),
                        seen.nodes().stream()
                                .flatMap(node -> node.pod().stream())
                                .filter(pod -> !pod.ready())
                                .map(pod -> pod.history().readyChanged().plus(seen.rolloutTimeout())))
                : Stream.of();
    }

    private static Duration poll(Snapshot seen, ApplyOutcome outcome) {
        boolean cannotDrainYet =
                !(outcome instanceof ApplyOutcome.Applied) && !seen.draining().isEmpty();
        if (cannotDrainYet || outcome instanceof ApplyOutcome.Applied(Progress.WaitsForMesh())) {
            return STEP;
        }
        if (outcome instanceof ApplyOutcome.Applied(Progress.WaitsForJob waits)) {
            // Neither pods of a Job nor what the status remembers are watched.
            return waits.phase() == Progress.JobPhase.RUNNING ? IN_TROUBLE : STEP;
        }
        boolean isRefused =
                outcome instanceof ApplyOutcome.Refused(Reason reason, String _) && reason == Reason.ApplyRefused;
        boolean waitsForPods = outcome instanceof ApplyOutcome.Applied(Progress.Moving _)
                || outcome instanceof ApplyOutcome.Applied(Progress.WaitsForPod _)
                || outcome instanceof ApplyOutcome.Applied(Progress.KeepsEnding _)
                || !seen.previousPods().isEmpty()
                || seen.nodes().stream().anyMatch(node -> node.pod().isEmpty());
        if (isRefused || waitsForPods) {
            return SOON;
        }
        return seen.allNodes().stream().allMatch(Requeue::isSettled) ? MAX_DELAY : IN_TROUBLE;
    }

    private static boolean isSettled(ExpectedNode node) {
        return node.pod().filter(PodFacts::isFine).isPresent();
    }
}
