package dev.beamcluster.operator.reconcile;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.MicroTime;
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
import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.DrainResult;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.status.RolloutEvents;

/** Tells what changed, once: as a Kubernetes Event and as a line in the log. */
final class EventRecorder {

    private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);

    /** The types that tell something which Ready does not repeat. */
    private static final List<String> TOLD = List.of("PodsReady", "Meshed", "Uniform", "Stalled");

    /** What a node that was sent away looks like until it is back. */
    private static final Set<String> PLANNED = Set.of(
            "PodsStarting",
            "ScaledToZero",
            "ProbeStale",
            "NodesUnreachable",
            "LinksMissing",
            "Partitioned",
            "RolloutInProgress");

    /** An event's note ends at 1024 characters (Kubernetes, events.k8s.io/v1). */
    private static final int MAX_NOTE = 1000;

    private static final DateTimeFormatter MICRO =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final KubernetesClient client;
    private final String reporter;

    /** Pods that were sent away and are not back, see {@link RolloutEvents.Result#awaited}. */
    private final Map<ClusterId, Set<String>> awaited = new ConcurrentHashMap<>();

    EventRecorder(KubernetesClient client, String reporter) {
        this.client = client;
        this.reporter = reporter;
    }

    void tell(BeamCluster cluster, @Nullable BeamClusterStatus before, BeamClusterStatus after, Instant now) {
        tellRollout(cluster, before, after, now);
        tellConditions(cluster, before, after, now);
    }

    /** There is no BeamCluster of this name any more. */
    void forget(ClusterId cluster) {
        awaited.remove(cluster);
    }

    private void tellRollout(
            BeamCluster cluster, @Nullable BeamClusterStatus before, BeamClusterStatus after, Instant now) {
        ClusterId id = Naming.id(cluster);
        RolloutEvents.Result chapter = RolloutEvents.next(awaited.getOrDefault(id, Set.of()), before, after);
        if (chapter.awaited().isEmpty()) {
            awaited.remove(id);
        } else {
            awaited.put(id, chapter.awaited());
        }
        for (RolloutEvents.EventText news : chapter.news()) {
            LOG.atInfo()
                    .addKeyValue("namespace", id.namespace())
                    .addKeyValue("name", id.name())
                    .addKeyValue("reason", news.reason())
                    .log("{}", news.message());
            write(cluster, news.reason(), "Rollout", news.message(), false, now);
        }
    }

    private void tellConditions(
            BeamCluster cluster, @Nullable BeamClusterStatus before, BeamClusterStatus after, Instant now) {
        List<Condition> conditionsBefore = before == null ? List.of() : before.conditions();
        after.conditions().stream()
                .filter(condition -> TOLD.contains(condition.getType()))
                .filter(condition -> isNews(condition, find(conditionsBefore, condition.getType())))
                .forEach(condition -> tell(
                        cluster,
                        condition,
                        isTrouble(condition, find(conditionsBefore, condition.getType()), after),
                        now));
    }

    /** How a drain went: the function is the application's, and its failure is for its author to know. */
    void tellDrained(BeamCluster cluster, String pod, DrainResult result, Instant now) {
        switch (result) {
            case DrainResult.Drained() -> write(cluster, "Drained", "Drain", pod + " was drained", false, now);
            case DrainResult.Failed(String why) ->
                write(cluster, "DrainFailed", "Drain", pod + " goes without being drained: " + why, true, now);
        }
    }

    /** A node that is missing because it was sent away is no trouble. */
    private static boolean isTrouble(Condition condition, Optional<Condition> before, BeamClusterStatus after) {
        if (condition.getType().equals("Stalled")) {
            return condition.getStatus().equals("True");
        }
        boolean isPlanned = PLANNED.contains(condition.getReason())
                && find(after.conditions(), "Reconciling")
                        .filter(reconciling -> reconciling.getStatus().equals("True"))
                        .isPresent();
        return !isPlanned
                && !condition.getStatus().equals("True")
                && before.filter(was -> was.getStatus().equals("True") || !PLANNED.contains(condition.getReason()))
                        .isPresent();
    }

    private static boolean isNews(Condition now, Optional<Condition> before) {
        if (before.filter(was -> isSame(was, now)).isPresent()) {
            return false;
        }
        return switch (now.getType()) {
            // What starts out as nothing to tell of is no news.
            case "Stalled" -> before.isPresent() || now.getStatus().equals("True");
            // Nor is that nodes are alike, unless they were not.
            case "Uniform" ->
                now.getStatus().equals("False")
                        || before.filter(was -> was.getStatus().equals("False")).isPresent();
            default -> true;
        };
    }

    private static boolean isSame(Condition one, Condition other) {
        return one.getStatus().equals(other.getStatus()) && one.getReason().equals(other.getReason());
    }

    private void tell(BeamCluster cluster, Condition condition, boolean isTrouble, Instant now) {
        LOG.atInfo()
                .addKeyValue("namespace", cluster.getMetadata().getNamespace())
                .addKeyValue("name", cluster.getMetadata().getName())
                .addKeyValue("condition", condition.getType())
                .addKeyValue("status", condition.getStatus())
                .addKeyValue("reason", condition.getReason())
                .log("{}", condition.getMessage());
        write(cluster, condition.getReason(), condition.getType(), condition.getMessage(), isTrouble, now);
    }

    private void write(BeamCluster cluster, String reason, String action, String note, boolean isTrouble, Instant now) {
        try {
            client.resource(event(cluster, reason, action, note, isTrouble, now))
                    .create();
        } catch (KubernetesClientException e) {
            // An event is a courtesy; the condition tells the same.
            LOG.atLevel(DeletionErrors.explains(e) ? Level.DEBUG : Level.WARN)
                    .addKeyValue("reason", reason)
                    .log("event not written: {}", e.getMessage());
        }
    }

    private Event event(
            BeamCluster cluster, String reason, String action, String message, boolean isTrouble, Instant now) {
        return new EventBuilder()
                .withNewMetadata()
                .withGenerateName(cluster.getMetadata().getName() + "-")
                .withNamespace(cluster.getMetadata().getNamespace())
                .endMetadata()
                .withEventTime(new MicroTime(MICRO.format(now)))
                .withType(isTrouble ? "Warning" : "Normal")
                .withReason(reason)
                .withAction(action)
                .withNote(message.length() <= MAX_NOTE ? message : message.substring(0, MAX_NOTE) + "…")
                .withReportingController("beamcluster.dev/operator")
                .withReportingInstance(reporter)
                .withRegarding(new ObjectReferenceBuilder()
                        .withApiVersion(cluster.getApiVersion())
                        .withKind(cluster.getKind())
                        .withNamespace(cluster.getMetadata().getNamespace())
                        .withName(cluster.getMetadata().getName())
                        .withUid(cluster.getMetadata().getUid())
                        .build())
                .build();
    }

    private static Optional<Condition> find(List<Condition> conditions, String type) {
        return conditions.stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst();
    }
}
