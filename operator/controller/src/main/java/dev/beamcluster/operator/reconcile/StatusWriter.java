package dev.beamcluster.operator.reconcile;

import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.reconcile.apply.RetryLater;
import dev.beamcluster.operator.reconcile.apply.ServerSideApply;
import dev.beamcluster.operator.status.ApplyOutcome;
import dev.beamcluster.operator.status.FailedStatus;
import dev.beamcluster.operator.status.StatusComputer;
import dev.beamcluster.operator.status.StatusPace;

/** Writes the status if it changed and is due, and the events of the change. */
final class StatusWriter {

    private static final Logger LOG = LoggerFactory.getLogger(StatusWriter.class);

    /**
     * The field manager of the status in earlier releases: the SDK's default name, derived from the class name of the controller.
     */
    private static final String FORMER_MANAGER = "beamclusterreconciler";

    /** The first retries come within seconds; an error that they resolve is not reported. */
    private static final int FIRST_REPORTED_FAILURE = 4;

    private final KubernetesClient client;
    private final EventRecorder events;
    private final Cache cache;
    private final Listener listener;

    /** Stores the written status, so that the next reconcile does not read an older one. */
    @FunctionalInterface
    interface Cache {
        void put(BeamCluster before, BeamCluster after);
    }

    /** Receives each status that a reconcile computes, with the one from which it was computed, written or not. */
    @FunctionalInterface
    interface Listener {
        void reported(ClusterId cluster, @Nullable BeamClusterStatus before, BeamClusterStatus after);
    }

    StatusWriter(KubernetesClient client, EventRecorder events, Cache cache, Listener listener) {
        this.client = client;
        this.events = events;
        this.cache = cache;
        this.listener = listener;
    }

    /**
     * Writes the status if it is time ({@link StatusPace}), and the events.
     *
     * @param warnings what to warn of
     * @return how long until the status must be written; empty if Kubernetes has it
     * @throws RetryLater if the BeamCluster changed since it was read
     */
    Optional<Duration> write(
            BeamCluster cluster, Snapshot seen, ApplyOutcome outcome, List<String> warnings, ClusterSession session) {
        @Nullable BeamClusterStatus written = cluster.getStatus();
        @Nullable BeamClusterStatus before = session.pending().in(cluster).getStatus();
        BeamClusterStatus after = StatusComputer.compute(seen, outcome, warnings, before);
        listener.reported(session.id(), before, after);
        Duration delay = StatusPace.delay(written, after, session.pending().lastWrite(), seen.now());
        boolean isDeferred = delay.isPositive() && !after.equalsApartFromHistory(written);
        if (isDeferred) {
            session.pending().defer(after);
        } else {
            write(cluster, after, session, seen.now());
        }
        recordRollout(cluster, before, after, session, seen.now());
        if (!isDeferred && !after.equalsApartFromHistory(written)) {
            events.recordConditions(cluster, written, after, seen.now());
            session.announced(events.recordWarnings(cluster, session.announced(), written, after, seen.now()));
        }
        session.takeEndings().forEach(ending -> events.recordEnding(cluster, ending, seen.now()));
        return isDeferred ? Optional.of(delay) : Optional.empty();
    }

    private void recordRollout(
            BeamCluster cluster,
            @Nullable BeamClusterStatus before,
            BeamClusterStatus after,
            ClusterSession session,
            Instant now) {
        if (!after.equals(before)) {
            session.awaited(events.recordRollout(cluster, session.awaited(), before, after, now));
        }
    }

    /**
     * Reports that reconciling fails, once it has failed for seconds, so that an outdated status does not remain.
     *
     * @param failures the number of consecutive failures
     */
    void writeFailure(BeamCluster cluster, Exception failure, int failures, ClusterSession session, Instant now) {
        if (failures < FIRST_REPORTED_FAILURE || session.isClosed()) {
            return;
        }
        @Nullable BeamClusterStatus before = session.pending().in(cluster).getStatus();
        BeamClusterStatus after =
                FailedStatus.of(before, words(failure), cluster.getMetadata().getGeneration(), now);
        listener.reported(session.id(), before, after);
        try {
            write(cluster, after, session, now);
            recordRollout(cluster, before, after, session, now);
            if (!after.equalsApartFromHistory(cluster.getStatus())) {
                events.recordConditions(cluster, cluster.getStatus(), after, now);
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

    private void write(BeamCluster cluster, BeamClusterStatus after, ClusterSession session, Instant now) {
        boolean isMigrated = cluster.getMetadata().getManagedFields().stream()
                .noneMatch(entry -> FORMER_MANAGER.equals(entry.getManager()));
        @Nullable BeamClusterStatus before = cluster.getStatus();
        if (before != null && after.equalsApartFromHistory(before) && isMigrated) {
            session.pending().isWrittenExceptHistory(before, after);
            return;
        }
        BeamCluster written = apply(cluster, patch(cluster, after), ServerSideApply.FIELD_MANAGER);
        if (!isMigrated) {
            // The operator now owns all fields too. Fields of the former manager alone are removed when it claims none.
            written = apply(written, patch(written, null), FORMER_MANAGER);
        }
        cache.put(cluster, written);
        session.pending().isWritten(now);
    }

    /** Patches only the status: the spec belongs to the user and is never sent back. */
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

    /**
     * Applies with the resource version from which the status was computed: the status must not be reported for a spec that has
     * changed since.
     */
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
