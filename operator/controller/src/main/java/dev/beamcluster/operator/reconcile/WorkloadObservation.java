package dev.beamcluster.operator.reconcile;

import java.util.Optional;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.observed.WorkloadFacts;

/** Extracts the relevant facts from a StatefulSet. */
final class WorkloadObservation {

    private WorkloadObservation() {}

    /**
     * Returns the StatefulSet as Kubernetes reports it. The controller has not observed a spec that the operator wrote a moment
     * ago.
     *
     * @param newer the result of the operator's last write, if the cache does not have it yet
     * @param pods how many of its pods are nodes
     * @param failure why a pod cannot be created
     */
    static WorkloadFacts of(StatefulSet cached, Optional<StatefulSet> newer, int pods, Optional<String> failure) {
        Optional<StatefulSetStatus> status = Optional.ofNullable(cached.getStatus());
        long generation = newer.orElse(cached).getMetadata().getGeneration();
        return new WorkloadFacts(
                status.map(StatefulSetStatus::getObservedGeneration)
                        .filter(seen -> seen >= generation)
                        .isPresent(),
                pods,
                status.map(StatefulSetStatus::getUpdatedReplicas).orElse(0),
                status.map(StatefulSetStatus::getReadyReplicas).orElse(0),
                failure,
                target(newer.orElse(cached)),
                new WorkloadFacts.Revisions(
                        status.map(StatefulSetStatus::getCurrentRevision).orElse(""),
                        status.map(StatefulSetStatus::getUpdateRevision).orElse("")));
    }

    private static WorkloadFacts.Target target(StatefulSet asked) {
        var strategy = asked.getSpec().getUpdateStrategy();
        var rolling = strategy == null ? null : strategy.getRollingUpdate();
        return new WorkloadFacts.Target(
                orZero(asked.getSpec().getReplicas()),
                orZero(rolling == null ? null : rolling.getPartition()),
                Optional.ofNullable(asked.getMetadata().getAnnotations())
                        .map(annotations -> annotations.get(Naming.TEMPLATE_ANNOTATION))
                        .orElse(""));
    }

    private static int orZero(@Nullable Integer count) {
        return count == null ? 0 : count;
    }
}
