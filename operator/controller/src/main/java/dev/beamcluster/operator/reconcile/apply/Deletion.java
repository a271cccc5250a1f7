package dev.beamcluster.operator.reconcile.apply;

import java.net.HttpURLConnection;
import java.util.Set;

import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** Deletes an object as it was read, and no other: by its UID and its resource version. */
final class Deletion {

    /** Gone, or changed since it was read: an event will say so. */
    private static final Set<Integer> OVERTAKEN =
            Set.of(HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_CONFLICT);

    private final KubernetesClient client;

    Deletion(KubernetesClient client) {
        this.client = client;
    }

    /** Whether it was deleted, with what belongs to it; false where the read was stale. */
    boolean withDependents(HasMetadata object) {
        return delete(object, "Background");
    }

    /** The same, and what belongs to it stays and belongs to nobody. */
    boolean withoutDependents(HasMetadata object) {
        return delete(object, "Orphan");
    }

    /** By the path, since the client's own way knows either preconditions or a propagation policy. */
    private boolean delete(HasMetadata object, String propagation) {
        var metadata = object.getMetadata();
        var options = new DeleteOptionsBuilder()
                .withApiVersion("v1")
                .withKind("DeleteOptions")
                .withPropagationPolicy(propagation)
                .withNewPreconditions(metadata.getResourceVersion(), metadata.getUid())
                .build();
        String path = "/%s/%s/namespaces/%s/%s/%s"
                .formatted(
                        object.getApiVersion().contains("/") ? "apis" : "api",
                        object.getApiVersion(),
                        metadata.getNamespace(),
                        object.getPlural(),
                        metadata.getName());
        try {
            client.raw(path, "DELETE", options);
            return true;
        } catch (KubernetesClientException e) {
            if (OVERTAKEN.contains(e.getCode())) {
                return false;
            }
            throw e;
        }
    }
}
