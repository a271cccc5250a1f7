package dev.beamcluster.operator.desired;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/** The pods. */
final class NodeStatefulSet {

    private NodeStatefulSet() {}

    /**
     * Pods start in parallel: nodes wait for each other's names, and one that hangs must not hold up the others
     * (rabbitmq/cluster-operator#958). A rolling update still goes one pod at a time.
     */
    static StatefulSet of(BeamCluster cluster) {
        return new StatefulSetBuilder()
                .withMetadata(Naming.child(cluster, Naming.cluster(cluster)))
                .withNewSpec()
                .withReplicas(cluster.getSpec().replicas())
                .withServiceName(Naming.headlessService(cluster))
                .withPodManagementPolicy("Parallel")
                .withNewSelector()
                .withMatchLabels(Naming.selector(cluster))
                .endSelector()
                .withTemplate(TemplateOverlay.over(
                        NodePod.of(cluster), cluster.getSpec().template()))
                .withVolumeClaimTemplates(NodeStorage.claimTemplates(cluster))
                .withPersistentVolumeClaimRetentionPolicy(NodeStorage.retention(cluster))
                .endSpec()
                .build();
    }
}
