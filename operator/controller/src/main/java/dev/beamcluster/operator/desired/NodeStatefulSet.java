package dev.beamcluster.operator.desired;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/** The pods. */
final class NodeStatefulSet {

    private NodeStatefulSet() {}

    /**
     * Pods start in parallel: nodes wait for each other's names, and one that hangs must not hold up the others
     * (rabbitmq/cluster-operator#958). A rolling update goes as far as the partition allows, which is what paces it.
     */
    static StatefulSet of(BeamCluster cluster) {
        PodTemplateSpec template =
                TemplateOverlay.over(NodePod.of(cluster), cluster.getSpec().template());
        return new StatefulSetBuilder()
                .withMetadata(Naming.child(cluster, Naming.cluster(cluster)))
                .editMetadata()
                .addToAnnotations(Naming.TEMPLATE_ANNOTATION, PodTemplateHash.of(template))
                .endMetadata()
                .withNewSpec()
                .withReplicas(cluster.getSpec().replicas())
                .withServiceName(Naming.headlessService(cluster))
                .withPodManagementPolicy("Parallel")
                .withNewSelector()
                .withMatchLabels(Naming.selector(cluster))
                .endSelector()
                .withTemplate(template)
                .withVolumeClaimTemplates(NodeStorage.claimTemplates(cluster))
                .withPersistentVolumeClaimRetentionPolicy(NodeStorage.retention(cluster))
                .endSpec()
                .build();
    }

    /** With so many pods, those from {@code partition} on of the new revision; {@code atOnce} where Kubernetes can do it. */
    static StatefulSet placed(StatefulSet nodes, int replicas, int partition, int atOnce) {
        return new StatefulSetBuilder(nodes)
                .editSpec()
                .withReplicas(replicas)
                .withNewUpdateStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withPartition(partition)
                .withMaxUnavailable(atOnce == 1 ? null : new IntOrString(atOnce))
                .endRollingUpdate()
                .endUpdateStrategy()
                .endSpec()
                .build();
    }
}
