package dev.beamcluster.e2e.harness;

import java.util.Set;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;

/**
 * A storage class that allows volume expansion: the API server accepts a larger size, but no driver on the test node
 * resizes the volume.
 *
 * @param cluster of the class
 * @param name of the class
 */
public record GrowingStorage(Cluster cluster, String name) implements AutoCloseable {

    /** Creates the storage class. */
    public static GrowingStorage in(Cluster cluster, String name) {
        var growing = new StorageClassBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withProvisioner("rancher.io/local-path")
                .withVolumeBindingMode("WaitForFirstConsumer")
                .withReclaimPolicy("Delete")
                .withAllowVolumeExpansion(true)
                .build();
        var _ = cluster.client().resource(growing).create();
        return new GrowingStorage(cluster, name);
    }

    /** {@code spec.storage} with one volume of this class. */
    public String volume(String size) {
        return "  storage: {volumes: [{name: data, mountPath: /var/lib/chat, size: %s, storageClassName: %s}]}\n"
                .formatted(size, name);
    }

    /** The sizes that the claims of a namespace request. */
    public Set<String> sizes(TestNamespace namespace) {
        return cluster.client().persistentVolumeClaims().inNamespace(namespace.name()).list().getItems().stream()
                .map(claim -> claim.getSpec().getResources().getRequests())
                .map(requests -> String.valueOf(requests.get("storage")))
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        var _ = cluster.client().resources(StorageClass.class).withName(name).delete();
    }
}
