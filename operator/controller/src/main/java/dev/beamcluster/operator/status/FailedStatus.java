package dev.beamcluster.operator.status;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.Condition;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;

/** The status of a BeamCluster that the operator fails to reconcile. */
public final class FailedStatus {

    private FailedStatus() {}

    /**
     * Returns the previous status with Ready {@code Unknown} and Reconciling {@code True}. All other parts keep their values and
     * their generation, since nothing newer is known.
     *
     * @param previous the status before
     * @param why the error message
     * @param generation the generation of the spec that cannot be reconciled
     */
    public static BeamClusterStatus of(@Nullable BeamClusterStatus previous, String why, long generation, Instant now) {
        BeamClusterStatus before = Objects.requireNonNullElseGet(
                previous,
                () -> new BeamClusterStatus(null, 0, 0, null, null, List.of(), null, List.of(), null, List.of()));
        var status = new BeamClusterStatus(
                before.observedGeneration(),
                before.replicas(),
                before.readyReplicas(),
                before.selector(),
                before.summary(),
                before.nodes(),
                before.mesh(),
                before.warnings(),
                before.before(),
                conditions(before.conditions(), why, generation, now));
        return History.in(before, status, now);
    }

    private static List<Condition> conditions(List<Condition> before, String why, long generation, Instant now) {
        List<Condition> merged = Conditions.merge(
                before,
                List.of(
                        Verdict.unknown(ConditionType.Ready, Reason.ReconcileFailed, "the operator failed: " + why),
                        Verdict.yes(
                                ConditionType.Reconciling,
                                Reason.ReconcileFailed,
                                "retrying; the last attempt failed: " + why)),
                generation,
                now);
        Set<String> types = merged.stream().map(Condition::getType).collect(Collectors.toSet());
        var all = new ArrayList<>(merged);
        before.stream()
                .filter(condition -> !types.contains(condition.getType()))
                .forEach(all::add);
        all.sort(Comparator.comparing(condition -> ConditionType.valueOf(condition.getType())));
        return all;
    }
}
