package dev.beamcluster.operator.reconcile;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Serialization;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.desired.Desired;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.desired.OperatorPods;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.reconcile.apply.CachedObjects;
import dev.beamcluster.operator.reconcile.client.TrimmedObjects;

/** A BeamCluster named chat, and the objects that the caches may have for it. */
public final class Chat {

    public static final String UID = "uid-of-beam";
    public static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    public static final OperatorPods OPERATOR = OperatorPods.of("system", Map.of("app", "operator"));

    private static final KubernetesSerialization TRIMMED = TrimmedObjects.serialization();

    /** When the BeamCluster was created. */
    private static final String CREATED = "2026-01-01T10:00:00Z";

    private Chat() {}

    /**
     * Returns the BeamCluster.
     *
     * @param spec further fields of the spec, as the content of YAML braces
     */
    public static BeamCluster cluster(String spec) {
        return named("chat", UID, spec);
    }

    /** Returns a BeamCluster with this name and UID. */
    public static BeamCluster named(String name, String uid, String spec) {
        return Objects.requireNonNull(
                Serialization.unmarshal("""
                apiVersion: beamcluster.dev/v1alpha1
                kind: BeamCluster
                metadata: {name: %s, namespace: shop, uid: %s, generation: 1, resourceVersion: "5", creationTimestamp: "%s"}
                spec: {image: chat, replicas: 2, %s}
                """.formatted(name, uid, CREATED, spec), BeamCluster.class));
    }

    public static BeamCluster withDisks(String size) {
        return cluster("storage: {volumes: [{name: data, mountPath: /data, size: %s}]}".formatted(size));
    }

    public static Desired.Objects objects(BeamCluster cluster) {
        return (Desired.Objects) Desired.of(cluster, OPERATOR, Optional.empty());
    }

    /** Returns the StatefulSet of this BeamCluster as cached, with this number of pods and this partition. */
    public static StatefulSet statefulSet(BeamCluster cluster, int replicas, int partition) {
        StatefulSet nodes = cached(
                objects(cluster).placed(replicas, partition, partition, 1).nodes());
        nodes.getMetadata().setGeneration(1L);
        nodes.getMetadata().setCreationTimestamp("2026-01-01T10:00:01Z");
        return nodes;
    }

    /** Returns a pod that the StatefulSet created. */
    public static Pod pod(String name) {
        return new PodBuilder(orphan(name))
                .editMetadata()
                .addNewOwnerReference()
                .withKind("StatefulSet")
                .withName("chat")
                .withUid("uid-of-chat")
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .build();
    }

    /** Returns a pod of a StatefulSet that has been deleted. */
    public static Pod orphan(String name) {
        return new PodBuilder(bare(name))
                .editMetadata()
                .addToLabels("controller-revision-hash", "chat-1")
                .addToLabels("statefulset.kubernetes.io/pod-name", name)
                .endMetadata()
                .build();
    }

    /** Returns a pod that a user created with the operator's label. */
    public static Pod bare(String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("shop")
                .withUid("uid-of-" + name)
                .withCreationTimestamp(CREATED)
                .addToLabels(Naming.CLUSTER_LABEL, "chat")
                .endMetadata()
                .withNewStatus()
                .withPodIP("10.0.0." + (name.hashCode() & 0xff))
                .addNewContainerStatus()
                .withName(Naming.NODE_CONTAINER)
                .withReady(true)
                .withRestartCount(0)
                .withNewState()
                .withNewRunning()
                .withStartedAt(CREATED)
                .endRunning()
                .endState()
                .endContainerStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build();
    }

    /** Returns the pod as terminating; its grace period ends at {@code end}. */
    public static Pod terminating(Pod pod, Instant end) {
        return new PodBuilder(pod)
                .editMetadata()
                .withDeletionTimestamp(end.toString())
                .endMetadata()
                .build();
    }

    /** Returns the object as cached. */
    public static <T extends HasMetadata> T cached(T object) {
        object.getMetadata().setUid("uid-of-" + object.getMetadata().getName());
        object.getMetadata().setResourceVersion("7");
        return object;
    }

    /** Returns caches with these objects. */
    public static CachedObjects caches(HasMetadata... objects) {
        return CachedObjects.read(type ->
                Stream.of(objects).filter(type::isInstance).map(Chat::inCache).collect(Collectors.toSet()));
    }

    /** Returns the object without the parts that the caches leave out, so that a test fails that needs one of them. */
    public static <T extends HasMetadata> T inCache(T object) {
        @SuppressWarnings("unchecked") // the class of a T
        var type = (Class<T>) object.getClass();
        return Objects.requireNonNull(TRIMMED.unmarshal(Serialization.asJson(object), type));
    }

    /** Returns the snapshot of an operator that has just started. */
    public static Snapshot snapshot(KubernetesClient client, BeamCluster cluster, HasMetadata... objects) {
        var session = new ClusterSession(Naming.id(cluster), new RecordingMonitor(), (_, _, _) -> {});
        return new Snapshots(client).take(cluster, caches(objects), session, NOW);
    }
}
