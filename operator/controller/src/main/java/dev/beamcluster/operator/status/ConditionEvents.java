package dev.beamcluster.operator.status;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.fabric8.kubernetes.api.model.Condition;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;

/** Decides which changes of a condition get an event, and which of those are warnings. */
public final class ConditionEvents {

    /** Conditions with events. Ready repeats these, and {@link RolloutEvents} covers Reconciling. */
    private static final Set<ConditionType> WITH_EVENTS =
            EnumSet.of(ConditionType.PodsReady, ConditionType.Meshed, ConditionType.Uniform, ConditionType.Stalled);

    /**
     * Reasons that conditions have while a rollout replaces a node. The DNS record of a new pod takes a moment too (Kubernetes,
     * StatefulSet, Stable Network ID). One that stays away stalls the rollout, which is a warning.
     */
    private static final Set<Reason> PART_OF_A_ROLLOUT = EnumSet.of(
            Reason.PodsStarting,
            Reason.ScaledToZero,
            Reason.ProbeStale,
            Reason.NodesUnreachable,
            Reason.LinksMissing,
            Reason.Partitioned,
            Reason.DnsFailure,
            Reason.RolloutInProgress);

    private ConditionEvents() {}

    /** Returns the events of one change of the status, in the order of the conditions. */
    public static List<EventText> between(@Nullable BeamClusterStatus before, BeamClusterStatus after) {
        List<Condition> previous = before == null ? List.of() : before.conditions();
        boolean isReconciling = Conditions.find(after.conditions(), ConditionType.Reconciling)
                .filter(ConditionEvents::isTrue)
                .isPresent();
        return after.conditions().stream()
                .filter(condition -> !isExpected(condition, previous, after.conditions()))
                .filter(condition -> !isFirstStart(condition, before))
                .flatMap(condition -> event(condition, previous, isReconciling).stream())
                .toList();
    }

    /** Whether a mesh that was not whole before is still not whole, for a reason that passes, because pods are starting. */
    private static boolean isExpected(Condition condition, List<Condition> previous, List<Condition> all) {
        return condition.getType().equals(ConditionType.Meshed.name())
                && PART_OF_A_ROLLOUT.contains(Reason.valueOf(condition.getReason()))
                && Conditions.find(previous, ConditionType.Meshed)
                        .filter(ConditionEvents::isTrue)
                        .isEmpty()
                && Conditions.find(all, ConditionType.PodsReady)
                        .filter(pods -> pods.getReason().equals(Reason.PodsStarting.name()))
                        .isPresent();
    }

    /** Whether the pods have started for the first time: the mesh and the beginning and end of the rollout have events. */
    private static boolean isFirstStart(Condition condition, @Nullable BeamClusterStatus before) {
        return before != null
                && condition.getReason().equals(Reason.AllPodsReady.name())
                && before.history().stream().noneMatch(change -> change.ready().equals(Verdict.State.True.name()))
                && Conditions.find(before.conditions(), ConditionType.PodsReady)
                        .filter(pods -> pods.getReason().equals(Reason.PodsStarting.name()))
                        .isPresent();
    }

    private static Optional<EventText> event(Condition condition, List<Condition> previous, boolean isReconciling) {
        var type = ConditionType.valueOf(condition.getType());
        var reason = Reason.valueOf(condition.getReason());
        Optional<Condition> before = Conditions.find(previous, type);
        return WITH_EVENTS.contains(type) && isNews(condition, type, reason, before)
                ? Optional.of(new EventText(
                        isWarning(condition, type, reason, before, isReconciling)
                                ? EventText.Type.Warning
                                : EventText.Type.Normal,
                        reason,
                        type.name(),
                        condition.getMessage()))
                : Optional.empty();
    }

    private static boolean isNews(Condition now, ConditionType type, Reason reason, Optional<Condition> before) {
        if (before.filter(was -> isSame(was, now)).isPresent() || reason == Reason.SpecNotApplied) {
            // Stalled has the reason why a spec is not applied.
            return false;
        }
        return switch (type) {
            // A new BeamCluster that is not stalled gets no event.
            case Stalled -> before.isPresent() || isTrue(now);
            // Uniform nodes get no event either, unless they differed before.
            case Uniform ->
                isFalse(now) || before.filter(ConditionEvents::isFalse).isPresent();
            // Nor does a new BeamCluster whose nodes are starting: the beginning of the rollout has one.
            default -> before.isPresent() || !PART_OF_A_ROLLOUT.contains(reason);
        };
    }

    private static boolean isWarning(
            Condition now, ConditionType type, Reason reason, Optional<Condition> before, boolean isReconciling) {
        if (type == ConditionType.Stalled) {
            return isTrue(now);
        }
        if (isTrue(now) || before.isEmpty()) {
            return false;
        }
        return !PART_OF_A_ROLLOUT.contains(reason) || (!isReconciling && isTrue(before.get()));
    }

    private static boolean isSame(Condition one, Condition other) {
        return one.getStatus().equals(other.getStatus()) && one.getReason().equals(other.getReason());
    }

    private static boolean isTrue(Condition condition) {
        return condition.getStatus().equals(Verdict.State.True.name());
    }

    private static boolean isFalse(Condition condition) {
        return condition.getStatus().equals(Verdict.State.False.name());
    }
}
