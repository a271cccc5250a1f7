package dev.beamcluster.operator.status;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.operator.observed.PodTrouble;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.rollout.Progress;

/** Decides whether a rollout, or a pod that never became ready, waits for something that needs a person. */
final class StallDetector {

    /** Faults that need another image or another Secret: waiting does not help. */
    private static final Set<Reason> PERMANENT = Set.of(
            Reason.CookieMismatch,
            Reason.NameMismatch,
            Reason.TlsHandshakeFailed,
            Reason.ProtocolMismatch,
            Reason.IncompatibleRelease);

    private StallDetector() {}

    /** Returns the stall; empty if the rollout waits for nothing, or has not reached its timeout, and so have the pods. */
    static Optional<Stall> find(
            Snapshot seen,
            ApplyOutcome outcome,
            Verdict podsReady,
            Verdict meshed,
            Optional<BeamClusterStatus> previous) {
        if (!(outcome instanceof ApplyOutcome.Applied(Progress progress))) {
            return Optional.empty();
        }
        if (progress instanceof Progress.WaitsForCookie) {
            return Optional.of(Stall.ofCookie());
        }
        if (progress instanceof Progress.JobFailed failed) {
            return Optional.of(Stall.of(failed));
        }
        return progress instanceof Progress.UpToDate
                ? UnreadyPods.stall(seen, podsReady)
                : Obstacle.of(progress, meshed)
                        .filter(_ -> isStalled(progress, seen, meshed, previous))
                        .map(Stall::of);
    }

    private static boolean isStalled(
            Progress progress, Snapshot seen, Verdict meshed, Optional<BeamClusterStatus> previous) {
        return switch (progress) {
            // A Job has a deadline of its own.
            case Progress.UpToDate _, Progress.Moving _, Progress.WaitsForJob _ -> false;
            case Progress.KeepsEnding _, Progress.JobFailed _, Progress.WaitsForCookie _ -> true;
            case Progress.Proving proving -> proving.overdue();
            case Progress.WaitsForPod pod ->
                pod.trouble().filter(PodTrouble::isFailure).isPresent() || isTimedOut(previous, seen);
            case Progress.WaitsForMesh _ -> PERMANENT.contains(meshed.reason()) || isTimedOut(previous, seen);
        };
    }

    private static boolean isTimedOut(Optional<BeamClusterStatus> previous, Snapshot seen) {
        return previous.filter(before -> isTimedOut(before, seen)).isPresent();
    }

    /**
     * Whether the rollout is stalled. It stays stalled while it waits; otherwise the rollout timeout runs from the last change of
     * any node, or from the end of the Job that came first.
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
                || began.map(start -> latest(start, before))
                        .map(start -> seen.before()
                                .succeededAt()
                                .filter(start::isBefore)
                                .orElse(start))
                        .filter(start -> isOlder(start, seen.rolloutTimeout(), seen.now()))
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
