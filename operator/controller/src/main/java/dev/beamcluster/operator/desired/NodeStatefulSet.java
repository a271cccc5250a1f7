package dev.beamcluster.operator.desired;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/** The StatefulSet that owns the nodes' pods and disks. */
final class NodeStatefulSet {

    private NodeStatefulSet() {}

    /**
     * Returns the StatefulSet with the size of the spec. {@link #placed} sets the size and the partition that a rollout has
     * reached.
     *
     * <p>Pods start in parallel: nodes wait for each other's names, and a node that hangs must not hold up the others
     * (rabbitmq/cluster-operator#958).
     *
     * @param template the pod template, with {@code spec.template} merged into it
     * @param defaults the version of its defaults
     */
    static StatefulSet of(BeamCluster cluster, PodTemplateSpec template, PodDefaults defaults) {
        return new StatefulSetBuilder()
                .withMetadata(Naming.child(cluster, Naming.cluster(cluster)))
                .editMetadata()
                .addToAnnotations(Naming.TEMPLATE_ANNOTATION, PodTemplateHash.of(template))
                .addToAnnotations(defaults.annotation())
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

    /**
     * Returns the StatefulSet at one step of a rollout.
     *
     * @param partition the lowest ordinal whose pod is replaced
     * @param replacedFrom the lowest ordinal that the rollout has replaced
     * @param maxUnavailable how many pods may be replaced at a time; a value above 1 needs the feature gate
     *     MaxUnavailableStatefulSet, without which Kubernetes ignores it
     */
    static StatefulSet placed(StatefulSet nodes, int replicas, int partition, int replacedFrom, int maxUnavailable) {
        Map<String, String> remembered = replacedFrom == partition
                ? Map.of()
                : Map.of(Naming.REPLACED_FROM_ANNOTATION, String.valueOf(replacedFrom));
        return new StatefulSetBuilder(nodes)
                .editMetadata()
                .addToAnnotations(remembered)
                .endMetadata()
                .editSpec()
                .withReplicas(replicas)
                .withNewUpdateStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withPartition(partition)
                .withMaxUnavailable(maxUnavailable == 1 ? null : new IntOrString(maxUnavailable))
                .endRollingUpdate()
                .endUpdateStrategy()
                .endSpec()
                .build();
    }

    /**
     * Returns the StatefulSet with the pods of another one: its pod template, its claim templates, and what is remembered of them.
     *
     * @param there the StatefulSet as it is in Kubernetes
     */
    static StatefulSet withPodsOf(StatefulSet nodes, StatefulSet there) {
        Map<String, String> annotations =
                Objects.requireNonNullElse(there.getMetadata().getAnnotations(), Map.of());
        var kept = new StatefulSetBuilder(nodes)
                .editMetadata()
                .removeFromAnnotations(Naming.POD_DEFAULTS_ANNOTATION)
                .removeFromAnnotations(Naming.TEMPLATE_ANNOTATION)
                .endMetadata()
                .editSpec()
                .withTemplate(there.getSpec().getTemplate())
                .withVolumeClaimTemplates(there.getSpec().getVolumeClaimTemplates())
                .endSpec();
        Stream.of(Naming.POD_DEFAULTS_ANNOTATION, Naming.TEMPLATE_ANNOTATION)
                .filter(annotations::containsKey)
                .forEach(name -> kept.editMetadata()
                        .addToAnnotations(name, annotations.get(name))
                        .endMetadata());
        return kept.build();
    }

    /** Returns the StatefulSet that remembers which Job of {@code spec.rollout.before} succeeded last. */
    static StatefulSet remembering(StatefulSet nodes, String succeeded) {
        return new StatefulSetBuilder(nodes)
                .editMetadata()
                .addToAnnotations(Naming.BEFORE, succeeded)
                .endMetadata()
                .build();
    }
}
