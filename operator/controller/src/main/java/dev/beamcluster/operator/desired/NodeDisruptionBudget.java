package dev.beamcluster.operator.desired;

import java.util.Optional;

import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/** How many nodes an eviction may take at a time. */
final class NodeDisruptionBudget {

    /** Kubernetes gives this label to every pod of a StatefulSet, and to no other. */
    private static final String STATEFUL_SET_POD = "statefulset.kubernetes.io/pod-name";

    private NodeDisruptionBudget() {}

    /**
     * A pod that only carries the label of the nodes does not count: as one more that is healthy it would let one more node go. None
     * for a single node: it would never let a Kubernetes node be drained. A node that is not healthy may always go, since
     * one that never becomes healthy would hold up its Kubernetes node for good (Kubernetes, Unhealthy Pod Eviction Policy).
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
