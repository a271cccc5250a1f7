package dev.beamcluster.operator.desired;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
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

    /** Returns the retention policy, or null without storage: Kubernetes then sets its own default. */
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
     * Returns the claim template. It must not depend on the release of the operator: the claim templates of a StatefulSet are
     * immutable, and the operator replaces the StatefulSet only for another size. The StatefulSet controller adds the labels of
     * the selector.
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
                .withRequests(Map.of("storage", wholeBytes(volume.quantity())))
                .endResources()
                .endSpec()
                .build();
    }

    /**
     * Returns the quantity, rounded up to whole bytes if necessary. The API server warns of a fraction of a byte, and rounds
     * fractions below a billionth: the sizes of the spec and the StatefulSet would differ forever (apimachinery,
     * resource.Quantity). How the API server writes a quantity does not matter, since sizes are compared as amounts.
     */
    private static Quantity wholeBytes(Quantity quantity) {
        BigDecimal bytes = Quantity.getAmountInBytes(quantity);
        BigDecimal whole = bytes.setScale(0, RoundingMode.CEILING);
        return whole.compareTo(bytes) == 0 ? quantity : new Quantity(whole.toPlainString());
    }
}
