package dev.beamcluster.e2e.harness;

import java.util.Set;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;

/**
 * A storage class that lets volumes grow: the API server takes the larger size, and no driver of the tests' node acts on it.
 *
 * @param cluster that it is in
 * @param name of the class
 */
public record GrowingStorage(Cluster cluster, String name) implements AutoCloseable {

    /** Creates it. */
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

    /** {@code spec.storage} with one volume of it. */
    public String volume(String size) {
        return "  storage: {volumes: [{name: data, mountPath: /var/lib/chat, size: %s, storageClassName: %s}]}\n"
                .formatted(size, name);
    }

    /** That the claims of a namespace ask for. */
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
