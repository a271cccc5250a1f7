package dev.beamcluster.operator.reconcile;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;

import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.mesh.DrainResult;
import dev.beamcluster.operator.audit.WriteCause;
import dev.beamcluster.operator.observed.PodEnding;
import dev.beamcluster.operator.reconcile.apply.DeletionErrors;
import dev.beamcluster.operator.status.ConditionEvents;
import dev.beamcluster.operator.status.EventText;
import dev.beamcluster.operator.status.PodEvents;
import dev.beamcluster.operator.status.RolloutEvents;
import dev.beamcluster.operator.status.ShortText;
import dev.beamcluster.operator.status.Warnings;

/** Writes each change once, as a Kubernetes Event and as a log line. */
final class EventRecorder {

    private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);

    /** An event's note has at most 1024 characters (Kubernetes, events.k8s.io/v1). */
    private static final int MAX_NOTE = 1000;

    private static final DateTimeFormatter MICRO =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final KubernetesClient client;
    private final String reporter;

    /**
     * Creates a recorder.
     *
     * @param reporter the name of this process in events
     */
    EventRecorder(KubernetesClient client, String reporter) {
        this.client = client;
        this.reporter = reporter;
    }

    /**
     * Writes the events of a rollout.
     *
     * @param before the last computed status, written or not: a step may take less time than there is between two writes
     * @param awaited pods that were deleted and whose nodes have not rejoined, see {@link RolloutEvents.Result#awaited}
     * @return the updated set of awaited pods
     */
    Set<String> recordRollout(
            BeamCluster cluster,
            Set<String> awaited,
            @Nullable BeamClusterStatus before,
            BeamClusterStatus after,
            Instant now) {
        RolloutEvents.Result rollout = RolloutEvents.next(awaited, before, after);
        rollout.events().forEach(event -> write(cluster, event, now));
        return rollout.awaited();
    }

    /** Writes the events of a change from one written status to the next. */
    void recordConditions(
            BeamCluster cluster, @Nullable BeamClusterStatus before, BeamClusterStatus after, Instant now) {
        List<EventText> conditions = ConditionEvents.between(before, after);
        conditions.forEach(event -> write(cluster, event, now));
        PodEvents.between(before, after, conditions).forEach(event -> write(cluster, event, now));
    }

    /**
     * Writes an event for each new warning.
     *
     * @param announced warnings that have an event, see {@link Warnings.Result#announced}
     * @return the updated set of announced warnings
     */
    Set<String> recordWarnings(
            BeamCluster cluster,
            Set<String> announced,
            @Nullable BeamClusterStatus before,
            BeamClusterStatus after,
            Instant now) {
        Warnings.Result warnings = Warnings.next(announced, before, after);
        warnings.events().forEach(event -> write(cluster, event, now));
        return warnings.announced();
    }

    /** Writes how a pod ended. */
    void recordEnding(BeamCluster cluster, PodEnding ending, Instant now) {
        write(cluster, PodEvents.of(ending), now);
    }

    /** Writes the result of a drain. */
    void recordDrain(BeamCluster cluster, String pod, DrainResult result, Instant now) {
        write(cluster, EventText.ofDrain(pod, result), now);
    }

    private void write(BeamCluster cluster, EventText text, Instant now) {
        LOG.atInfo()
                .addKeyValue("namespace", cluster.getMetadata().getNamespace())
                .addKeyValue("name", cluster.getMetadata().getName())
                .addKeyValue("action", text.action())
                .addKeyValue("reason", text.reason())
                .log("{}", text.message());
        try {
            WriteCause.run(
                    "event", () -> client.resource(event(cluster, text, now)).create());
        } catch (KubernetesClientException e) {
            // The condition and the log also have it.
            LOG.atLevel(DeletionErrors.isBecauseOfDeletion(e) ? Level.DEBUG : Level.WARN)
                    .addKeyValue("namespace", cluster.getMetadata().getNamespace())
                    .addKeyValue("name", cluster.getMetadata().getName())
                    .addKeyValue("reason", text.reason())
                    .log("cannot write event: {}", e.getMessage());
        }
    }

    private Event event(BeamCluster cluster, EventText text, Instant now) {
        String message = text.message();
        return new EventBuilder()
                .withNewMetadata()
                .withGenerateName(cluster.getMetadata().getName() + "-")
                .withNamespace(cluster.getMetadata().getNamespace())
                .endMetadata()
                .withEventTime(new MicroTime(MICRO.format(now)))
                .withType(text.type().name())
                .withReason(text.reason().name())
                .withAction(text.action())
                .withNote(ShortText.of(message, MAX_NOTE))
                .withReportingController("beamcluster.dev/operator")
                .withReportingInstance(reporter)
                .withRegarding(reference(cluster))
                .build();
    }

    private static ObjectReference reference(BeamCluster cluster) {
        return new ObjectReferenceBuilder()
                .withApiVersion(cluster.getApiVersion())
                .withKind(cluster.getKind())
                .withNamespace(cluster.getMetadata().getNamespace())
                .withName(cluster.getMetadata().getName())
                .withUid(cluster.getMetadata().getUid())
                .build();
    }
}
