package dev.beamcluster.operator.reconcile.apply;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.desired.AppliedTemplate;
import dev.beamcluster.operator.desired.PodDefaults;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.observed.WorkloadFacts;

/** Finds the pod template that was applied last. */
final class AppliedTemplates {

    private AppliedTemplates() {}

    /**
     * Returns the template of the StatefulSet. While that is recreated, its pods tell the version of the defaults, as they tell
     * the last {@link RolloutRestart}.
     *
     * @param applied the objects that were applied before, which the cache may not have yet
     */
    static Optional<AppliedTemplate> of(
            BeamCluster cluster, Snapshot seen, CachedObjects cached, AppliedObjects applied) {
        return cached.statefulSet(cluster)
                .map(nodes -> applied.newerThan(nodes, StatefulSet.class).orElse(nodes))
                .flatMap(nodes -> seen.workload().map(facts -> of(nodes, facts, seen)))
                .or(() -> of(cached.all(Pod.class).stream()
                        .filter(pod -> NodePods.isNode(pod, cluster, cached))
                        .toList()));
    }

    private static AppliedTemplate of(StatefulSet nodes, WorkloadFacts facts, Snapshot seen) {
        return new AppliedTemplate(
                PodDefaults.of(nodes.getMetadata().getAnnotations()),
                Optional.of(facts.target().template()).filter(hash -> !hash.isEmpty()),
                facts.observed()
                        && facts.revisions().differ()
                        && seen.allNodes().stream()
                                .flatMap(node -> node.pod().stream())
                                .flatMap(pod -> pod.revision().stream())
                                .noneMatch(facts.revisions().update()::equals));
    }

    private static Optional<AppliedTemplate> of(List<Pod> pods) {
        return pods.stream()
                .map(pod -> PodDefaults.of(pod.getMetadata().getAnnotations()))
                .max(Comparator.naturalOrder())
                .map(defaults -> new AppliedTemplate(defaults, Optional.empty(), false));
    }
}
