package dev.beamcluster.operator.reconcile;

import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.Objects;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.reconcile.apply.RetryLater;
import dev.beamcluster.operator.reconcile.apply.ServerSideApply;
import dev.beamcluster.operator.status.ApplyOutcome;
import dev.beamcluster.operator.status.FailedStatus;
import dev.beamcluster.operator.status.StatusComputer;

/** Writes the status where it differs, and the events of what changed. */
final class StatusWriter {

    private static final Logger LOG = LoggerFactory.getLogger(StatusWriter.class);

    /** Who owned the status before its field manager was named: the SDK's name for the controller, made from its class's. */
    private static final String FORMER_MANAGER = "beamclusterreconciler";

    /** The first tries come within seconds; one that passes is nobody's business. */
    private static final int WORTH_TELLING = 4;

    private final KubernetesClient client;
    private final EventRecorder events;
    private final Cache cache;

    /** Takes in what was written, so that the next reconcile does not see an older status. */
    @FunctionalInterface
    interface Cache {
        void put(BeamCluster before, BeamCluster after);
    }

    StatusWriter(KubernetesClient client, EventRecorder events, Cache cache) {
        this.client = client;
        this.events = events;
        this.cache = cache;
    }

    /**
     * Reports what a reconcile saw and did.
     *
     * @throws RetryLater if the BeamCluster changed since it was read
     */
    void write(BeamCluster cluster, Snapshot seen, ApplyOutcome outcome, ClusterSession session) {
        @Nullable BeamClusterStatus before = cluster.getStatus();
        BeamClusterStatus after = StatusComputer.compute(seen, outcome, before);
        if (write(cluster, after)) {
            session.awaited(events.tell(cluster, session.awaited(), before, after, seen.now()));
        }
    }

    /**
     * Reports that reconciling fails, once it does for seconds: what was reported before must not stand for good.
     *
     * @param failures how often in a row it did
     */
    void writeFailure(BeamCluster cluster, Exception failure, int failures, ClusterSession session, Instant now) {
        if (failures < WORTH_TELLING || session.isClosed()) {
            return;
        }
        @Nullable BeamClusterStatus before = cluster.getStatus();
        BeamClusterStatus after =
                FailedStatus.of(before, words(failure), cluster.getMetadata().getGeneration(), now);
        try {
            if (write(cluster, after)) {
                session.awaited(events.tell(cluster, session.awaited(), before, after, now));
            }
        } catch (RetryLater | KubernetesClientException e) {
            LOG.atInfo()
                    .addKeyValue("namespace", cluster.getMetadata().getNamespace())
                    .addKeyValue("name", cluster.getMetadata().getName())
                    .log("the status does not say yet that reconciling fails: {}", e.getMessage());
        }
    }

    private static String words(Exception failure) {
        Status answer = failure instanceof KubernetesClientException e ? e.getStatus() : null;
        return answer == null || answer.getMessage() == null
                ? Objects.requireNonNullElse(
                        failure.getMessage(), failure.getClass().getSimpleName())
                : answer.getMessage();
    }

    private boolean write(BeamCluster cluster, BeamClusterStatus after) {
        boolean differs = !after.equals(cluster.getStatus());
        boolean isMigrated = cluster.getMetadata().getManagedFields().stream()
                .noneMatch(entry -> FORMER_MANAGER.equals(entry.getManager()));
        if (!differs && isMigrated) {
            return false;
        }
        BeamCluster written = apply(cluster, patch(cluster, after), ServerSideApply.FIELD_MANAGER);
        if (!isMigrated) {
            // All fields are ours now as well: what the former manager owns alone goes when it claims nothing any more.
            written = apply(written, patch(written, null), FORMER_MANAGER);
        }
        cache.put(cluster, written);
        return differs;
    }

    /** Nothing but the status: the spec is the user's and is never sent back. */
    private static BeamCluster patch(BeamCluster cluster, @Nullable BeamClusterStatus status) {
        var patch = new BeamCluster();
        patch.setMetadata(new ObjectMetaBuilder()
                .withName(cluster.getMetadata().getName())
                .withNamespace(cluster.getMetadata().getNamespace())
                .withUid(cluster.getMetadata().getUid())
                .withResourceVersion(cluster.getMetadata().getResourceVersion())
                .build());
        patch.setStatus(status);
        return patch;
    }

    /** By the resource version that the status was computed from: it must not be reported for a spec that has changed since. */
    private BeamCluster apply(BeamCluster cluster, BeamCluster patch, String manager) {
        try {
            return client.resource(patch).subresource("status").patch(ServerSideApply.context(manager));
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                throw new RetryLater(
                        "BeamCluster " + cluster.getMetadata().getName() + " changed since it was read", e);
            }
            throw e;
        }
    }
}
