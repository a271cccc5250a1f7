package dev.beamcluster.operator.reconcile;

import java.util.Optional;
import java.util.regex.Pattern;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.observed.WorkloadFacts;

/** Extracts the relevant facts from a StatefulSet. */
final class WorkloadObservation {

    private static final Pattern ORDINAL = Pattern.compile("[0-9]{1,3}");

    private WorkloadObservation() {}

    /**
     * Returns the StatefulSet as Kubernetes reports it. The controller has not observed a spec that the operator wrote a moment
     * ago. In a new StatefulSet of no pods there is nothing to observe.
     *
     * @param newer the result of the operator's last write, if the cache does not have it yet
     * @param pods how many of its pods are nodes
     * @param failure why a pod cannot be created
     */
    static WorkloadFacts of(StatefulSet cached, Optional<StatefulSet> newer, int pods, Optional<String> failure) {
        Optional<StatefulSetStatus> status = Optional.ofNullable(cached.getStatus());
        return new WorkloadFacts(
                isObserved(newer.orElse(cached), status),
                pods,
                status.map(StatefulSetStatus::getUpdatedReplicas).orElse(0),
                status.map(StatefulSetStatus::getReadyReplicas).orElse(0),
                failure,
                target(newer.orElse(cached)),
                new WorkloadFacts.Revisions(
                        status.map(StatefulSetStatus::getCurrentRevision).orElse(""),
                        status.map(StatefulSetStatus::getUpdateRevision).orElse("")));
    }

    private static boolean isObserved(StatefulSet asked, Optional<StatefulSetStatus> status) {
        long generation = asked.getMetadata().getGeneration();
        boolean isNewWithoutPods = generation == 1 && orZero(asked.getSpec().getReplicas()) == 0;
        return isNewWithoutPods
                || status.map(StatefulSetStatus::getObservedGeneration)
                        .filter(seen -> seen >= generation)
                        .isPresent();
    }

    private static WorkloadFacts.Target target(StatefulSet asked) {
        var strategy = asked.getSpec().getUpdateStrategy();
        var rolling = strategy == null ? null : strategy.getRollingUpdate();
        int partition = orZero(rolling == null ? null : rolling.getPartition());
        return new WorkloadFacts.Target(
                orZero(asked.getSpec().getReplicas()),
                partition,
                annotation(asked, Naming.REPLACED_FROM_ANNOTATION)
                        .filter(ordinal -> ORDINAL.matcher(ordinal).matches())
                        .map(Integer::parseInt)
                        .orElse(partition),
                annotation(asked, Naming.TEMPLATE_ANNOTATION).orElse(""));
    }

    private static Optional<String> annotation(StatefulSet asked, String name) {
        return Optional.ofNullable(asked.getMetadata().getAnnotations()).map(annotations -> annotations.get(name));
    }

    private static int orZero(@Nullable Integer count) {
        return count == null ? 0 : count;
    }
}
