package dev.beamcluster.operator.desired;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSetPersistentVolumeClaimRetentionPolicy;
import io.fabric8.kubernetes.api.model.apps.StatefulSetPersistentVolumeClaimRetentionPolicyBuilder;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Storage;
import dev.beamcluster.api.v1alpha1.Storage.Volume;

/** The nodes' disks. */
final class NodeStorage {

    private NodeStorage() {}

    static List<Volume> volumes(BeamCluster cluster) {
        return storage(cluster).map(Storage::volumes).orElse(List.of());
    }

    static List<PersistentVolumeClaim> claimTemplates(BeamCluster cluster) {
        return volumes(cluster).stream().map(NodeStorage::claimTemplate).toList();
    }

    static List<VolumeMount> mounts(BeamCluster cluster) {
        return volumes(cluster).stream()
                .map(volume -> NodeContainer.mount(volume.name(), volume.mountPath(), false))
                .toList();
    }

    /** Without storage there is nothing to keep, and the field is left to Kubernetes' default. */
    static @Nullable StatefulSetPersistentVolumeClaimRetentionPolicy retention(BeamCluster cluster) {
        return storage(cluster)
                .map(storage -> new StatefulSetPersistentVolumeClaimRetentionPolicyBuilder()
                        .withWhenDeleted(storage.whenDeleted().name())
                        .withWhenScaled(storage.whenScaled().name())
                        .build())
                .orElse(null);
    }

    private static Optional<Storage> storage(BeamCluster cluster) {
        return Optional.ofNullable(cluster.getSpec().storage());
    }

    /**
     * Immutable in the StatefulSet, but for the size that the operator replaces: so nothing that another release of the operator
     * might write otherwise. The StatefulSet's controller adds the labels that select the nodes.
     */
    private static PersistentVolumeClaim claimTemplate(Volume volume) {
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName(volume.name())
                .endMetadata()
                .withNewSpec()
                .withAccessModes(volume.accessMode().name())
                .withStorageClassName(volume.storageClassName())
                .withVolumeMode("Filesystem")
                .withNewResources()
                .withRequests(Map.of("storage", CanonicalQuantity.of(volume.quantity())))
                .endResources()
                .endSpec()
                .build();
    }
}
