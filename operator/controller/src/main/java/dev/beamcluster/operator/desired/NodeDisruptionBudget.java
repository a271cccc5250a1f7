package dev.beamcluster.operator.desired;

import java.util.Optional;

import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/** The PodDisruptionBudget, which limits how many nodes may be evicted at a time. */
final class NodeDisruptionBudget {

    /** The StatefulSet controller sets this label on each of its pods. */
    private static final String STATEFUL_SET_POD = "statefulset.kubernetes.io/pod-name";

    private NodeDisruptionBudget() {}

    /**
     * Returns the budget; empty for fewer than two nodes, because it would block every drain of the Kubernetes node.
     *
     * <p>It selects only pods of the StatefulSet: another healthy pod with the cluster's label would allow one more eviction. An
     * unhealthy node may always be evicted: a node that never recovers would block the drain of its Kubernetes node forever
     * (Kubernetes, Unhealthy Pod Eviction Policy).
     */
    static Optional<PodDisruptionBudget> of(BeamCluster cluster) {
        if (cluster.getSpec().replicas() <= 1) {
            return Optional.empty();
        }
        return Optional.of(new PodDisruptionBudgetBuilder()
                .withMetadata(Naming.child(cluster, Naming.cluster(cluster)))
                .withNewSpec()
                .withNewMaxUnavailable(cluster.getSpec().disruption().maxUnavailable())
                .withNewSelector()
                .withMatchLabels(Naming.selector(cluster))
                .addNewMatchExpression()
                .withKey(STATEFUL_SET_POD)
                .withOperator("Exists")
                .endMatchExpression()
                .endSelector()
                .withUnhealthyPodEvictionPolicy("AlwaysAllow")
                .endSpec()
                .build());
    }
}
