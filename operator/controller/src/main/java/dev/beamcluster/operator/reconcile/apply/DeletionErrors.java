package dev.beamcluster.operator.reconcile.apply;

import java.net.HttpURLConnection;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** Refusals that only mean that the BeamCluster or its namespace is being deleted: there is nothing to do or report. */
public final class DeletionErrors {

    private DeletionErrors() {}

    /** Whether the BeamCluster or its namespace is deleted or being deleted. */
    public static boolean isBecauseOfDeletion(KubernetesClientException e) {
        Status status = e.getStatus();
        if (status == null || status.getDetails() == null) {
            return false;
        }
        boolean namespaceEnds = status.getDetails().getCauses().stream()
                .anyMatch(cause -> "NamespaceTerminating".equals(cause.getReason()));
        boolean isGone = e.getCode() == HttpURLConnection.HTTP_NOT_FOUND
                && ("namespaces".equals(status.getDetails().getKind())
                        || "beamclusters".equals(status.getDetails().getKind()));
        return namespaceEnds || isGone;
    }
}
