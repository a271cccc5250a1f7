package dev.beamcluster.operator.status;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.rollout.Progress;

/** Decides whether a rollout waits for something that needs a person. */
final class StallDetector {

    /** Faults that need another image or another Secret: waiting does not help. */
    private static final Set<Reason> PERMANENT =
            Set.of(Reason.CookieMismatch, Reason.NameMismatch, Reason.TlsHandshakeFailed, Reason.IncompatibleRelease);

    private StallDetector() {}

    /** Returns the obstacle on which the rollout is stalled; empty if it waits for nothing, or has not reached its timeout. */
    static Optional<Obstacle> stalledOn(
            Snapshot seen, ApplyOutcome outcome, Verdict meshed, Optional<BeamClusterStatus> previous) {
        return outcome instanceof ApplyOutcome.Applied(Progress progress)
                ? Obstacle.of(progress, meshed)
                        .filter(_ -> isPermanent(progress, meshed)
                                || previous.filter(before -> isTimedOut(before, seen))
                                        .isPresent())
                : Optional.empty();
    }

    private static boolean isPermanent(Progress progress, Verdict meshed) {
        return progress instanceof Progress.WaitsForPod pod
                ? pod.failure().isPresent()
                : PERMANENT.contains(meshed.reason());
    }

    /**
     * Whether the rollout is stalled. It stays stalled while it waits; otherwise the rollout timeout runs from the last change of
     * any node.
     */
    private static boolean isTimedOut(BeamClusterStatus before, Snapshot seen) {
        if (!Objects.equals(before.observedGeneration(), seen.generation())) {
            return false;
        }
        boolean isStalled = Conditions.find(before.conditions(), ConditionType.Stalled)
                .filter(condition -> Reason.RolloutStalled.name().equals(condition.getReason()))
                .isPresent();
        Optional<Instant> began = Conditions.find(before.conditions(), ConditionType.Reconciling)
                .filter(condition -> "True".equals(condition.getStatus()))
                .flatMap(condition -> instant(condition.getLastTransitionTime()));
        return isStalled
                || began.filter(start -> isOlder(latest(start, before), seen.rolloutTimeout(), seen.now()))
                        .isPresent();
    }

    private static boolean isOlder(Instant since, Duration age, Instant now) {
        return since.plus(age).isBefore(now);
    }

    private static Instant latest(Instant start, BeamClusterStatus before) {
        return before.nodes().stream()
                .flatMap(node -> instant(node.since()).stream())
                .reduce(start, (one, other) -> one.isAfter(other) ? one : other);
    }

    private static Optional<Instant> instant(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
