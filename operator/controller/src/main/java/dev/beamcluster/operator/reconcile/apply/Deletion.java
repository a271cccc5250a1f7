package dev.beamcluster.operator.reconcile.apply;

import java.net.HttpURLConnection;
import java.util.Set;

import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** Deletes an object exactly as it was read: by its UID and its resource version. */
final class Deletion {

    /** The object is gone, or changed since it was read: an event will follow. */
    private static final Set<Integer> STALE_READ =
            Set.of(HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_CONFLICT);

    private final KubernetesClient client;

    Deletion(KubernetesClient client) {
        this.client = client;
    }

    /** Deletes the object with its dependents. Returns whether it was deleted; false if the read was stale. */
    boolean withDependents(HasMetadata object) {
        return delete(object, "Background");
    }

    /**
     * Deletes the object; it remains, terminating, until its dependents are gone. Returns whether it was deleted; false if the read
     * was stale.
     */
    boolean afterDependents(HasMetadata object) {
        return delete(object, "Foreground");
    }

    /** Deletes the object and orphans its dependents. Returns whether it was deleted; false if the read was stale. */
    boolean withoutDependents(HasMetadata object) {
        return delete(object, "Orphan");
    }

    /** Sends a request to the path, since the client's API supports either preconditions or a propagation policy, not both. */
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
            if (STALE_READ.contains(e.getCode())) {
                return false;
            }
            throw e;
        }
    }
}
