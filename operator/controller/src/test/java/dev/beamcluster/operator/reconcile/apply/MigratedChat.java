package dev.beamcluster.operator.reconcile.apply;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.reconcile.ApiStandIn;
import dev.beamcluster.operator.reconcile.ApiStandIn.Request;
import dev.beamcluster.operator.reconcile.Chat;
import dev.beamcluster.operator.rollout.Progress;
import dev.beamcluster.operator.rollout.Progress.JobPhase;
import dev.beamcluster.operator.status.ApplyOutcome;

/** A BeamCluster with {@code spec.rollout.before}, whose image stands for its version, and what is written for it. */
final class MigratedChat implements AutoCloseable {

    private static final String NO_PODS = "{\"apiVersion\": \"v1\", \"kind\": \"PodList\", \"items\": []}";
    private static final Pattern REPLICAS = Pattern.compile("replicas: \\d");

    final ApiStandIn api = new ApiStandIn();
    private final Applier applier = new Applier(api.client(), Chat.OPERATOR, (_, _) -> {});
    private final AppliedObjects applied = new AppliedObjects();

    MigratedChat() {
        api.holdList("pods", NO_PODS);
    }

    @Override
    public void close() {
        api.close();
    }

    static ApplyOutcome waiting(JobPhase phase) {
        return new ApplyOutcome.Applied(new Progress.WaitsForJob("chat-before", phase, Optional.empty()));
    }

    List<StatefulSet> statefulSets() {
        return api.writes().stream()
                .filter(request -> request.isWriteOf("statefulsets"))
                .map(request -> Serialization.unmarshal(request.body(), StatefulSet.class))
                .toList();
    }

    List<Job> created() {
        return jobs("POST")
                .map(request -> Serialization.unmarshal(request.body(), Job.class))
                .toList();
    }

    List<Request> deleted() {
        return jobs("DELETE").toList();
    }

    private Stream<Request> jobs(String method) {
        return api.writes().stream()
                .filter(request -> request.path().contains("/jobs"))
                .filter(request -> request.method().equals(method));
    }

    static BeamCluster cluster(String image, String... fields) {
        String more = String.join(", ", fields);
        BeamCluster cluster = Chat.cluster("rollout: {before: {command: [bin/chat, eval, migrate]}}, "
                + REPLICAS.matcher(more).replaceFirst(""));
        Matcher replicas = REPLICAS.matcher(more);
        return Serialization.unmarshal(
                Serialization.asYaml(cluster)
                        .replaceFirst("image: \"?chat\"?", "image: " + image)
                        .replaceFirst("replicas: 2", replicas.find() ? replicas.group() : "replicas: 2"),
                BeamCluster.class);
    }

    static StatefulSet settled(String image) {
        StatefulSet nodes = Chat.cached(Chat.objects(cluster(image))
                .remembering(Optional.of(inputs(image)))
                .placed(2, 2, 2, 1)
                .nodes());
        nodes.getMetadata().setGeneration(1L);
        nodes.getMetadata().setCreationTimestamp("2026-01-01T10:00:01Z");
        nodes.setStatus(new StatefulSetStatusBuilder()
                .withObservedGeneration(1L)
                .withReplicas(2)
                .withUpdatedReplicas(2)
                .withReadyReplicas(2)
                .withCurrentRevision("chat-1")
                .withUpdateRevision("chat-1")
                .build());
        return nodes;
    }

    static String inputs(String image) {
        Map<String, String> annotations = Chat.objects(cluster(image))
                .before()
                .orElseThrow()
                .getMetadata()
                .getAnnotations();
        return Objects.requireNonNull(annotations.get(Naming.BEFORE));
    }

    static Job job(String image, String condition) {
        Job job = Chat.cached(Chat.objects(cluster(image)).before().orElseThrow());
        return condition.isEmpty()
                ? job
                : new JobBuilder(job)
                        .withNewStatus()
                        .addNewCondition()
                        .withType(condition)
                        .withStatus("True")
                        .endCondition()
                        .endStatus()
                        .build();
    }

    ApplyOutcome apply(BeamCluster cluster, HasMetadata... cached) {
        var seen = Chat.snapshot(api.client(), cluster, cached);
        var caches = Chat.caches(cached);
        return applier.apply(cluster, seen, applier.desired(cluster, seen, caches, applied), caches, applied);
    }
}
