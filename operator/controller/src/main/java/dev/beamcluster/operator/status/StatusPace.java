package dev.beamcluster.operator.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Condition;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;

/**
 * When a status is written: at once if the last write was a moment ago or longer, or if somebody waits for what it says; otherwise
 * when the moment is over. While pods start, a status changes many times a second.
 */
public final class StatusPace {

    /** The moment. */
    static final Duration PAUSE = Duration.ofSeconds(2);

    private StatusPace() {}

    /**
     * Returns how long to wait before this status is written; zero to write it at once.
     *
     * @param written the status that Kubernetes has
     * @param lastWrite when the operator wrote it; empty if another process did
     */
    public static Duration delay(
            @Nullable BeamClusterStatus written, BeamClusterStatus next, Optional<Instant> lastWrite, Instant now) {
        if (written == null || isAwaited(written, next)) {
            return Duration.ZERO;
        }
        return lastWrite
                .filter(last -> !last.isAfter(now)) // The clock may be set back.
                .map(last -> Duration.between(now, last.plus(PAUSE)))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
    }

    /**
     * Whether it is the first status of a spec, or Ready or Stalled turns, or a mesh broke, or there is a new warning, or the
     * success of a Job has to be remembered: the Job is deleted when a status in Kubernetes has it.
     */
    private static boolean isAwaited(BeamClusterStatus written, BeamClusterStatus next) {
        return !Objects.equals(written.observedGeneration(), next.observedGeneration())
                || !Objects.equals(written.before(), next.before())
                || !written.warnings().containsAll(next.warnings())
                || Stream.of(ConditionType.Ready, ConditionType.Stalled).anyMatch(type -> turns(type, written, next))
                || breaks(written, next);
    }

    /** Whether Meshed becomes False. While pods start, nobody expects a mesh that was not whole before. */
    private static boolean breaks(BeamClusterStatus written, BeamClusterStatus next) {
        return turns(ConditionType.Meshed, written, next)
                && state(ConditionType.Meshed, next).equals(Verdict.State.False.name())
                && (isTrue(ConditionType.Meshed, written) || isTrue(ConditionType.PodsReady, next));
    }

    private static boolean isTrue(ConditionType type, BeamClusterStatus status) {
        return state(type, status).equals(Verdict.State.True.name());
    }

    private static boolean turns(ConditionType type, BeamClusterStatus written, BeamClusterStatus next) {
        return !state(type, written).equals(state(type, next));
    }

    private static String state(ConditionType type, BeamClusterStatus status) {
        return Conditions.find(status.conditions(), type)
                .map(Condition::getStatus)
                .orElse("");
    }
}
