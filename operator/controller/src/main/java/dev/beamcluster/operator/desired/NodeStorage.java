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

/** The persistent volumes of {@code spec.storage}: their claim templates in the StatefulSet and their mounts. */
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
                .map(volume -> Volumes.mount(volume.name(), volume.mountPath(), false))
                .toList();
    }

    /** Null without storage: Kubernetes then sets its own default. */
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
     * Nothing here may depend on the release of the operator: a StatefulSet's claim templates are immutable, and the operator
     * replaces the StatefulSet only for another size. The StatefulSet's controller adds the labels of the selector.
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
