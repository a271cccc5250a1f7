package dev.beamcluster.operator.reconcile;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.api.reconciler.Context;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.desired.Desired;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.desired.OperatorPods;
import dev.beamcluster.operator.observed.OwnSecret;
import dev.beamcluster.operator.observed.Snapshot;

/** A BeamCluster called chat, and what the caches may have of it. */
final class Chat {

    static final String UID = "uid-of-chat";

    private Chat() {}

    /** @param spec more fields of it, in braces' inside */
    static BeamCluster cluster(String spec) {
        return Objects.requireNonNull(Serialization.unmarshal("""
                apiVersion: beamcluster.dev/v1alpha1
                kind: BeamCluster
                metadata: {name: chat, namespace: shop, uid: %s, generation: 1}
                spec: {image: chat, replicas: 2, %s}
                """.formatted(UID, spec), BeamCluster.class));
    }

    static BeamCluster withDisks(String size) {
        return cluster("storage: {volumes: [{name: data, mountPath: /data, size: %s}]}".formatted(size));
    }

    static Desired.Objects objects(BeamCluster cluster) {
        return (Desired.Objects) Desired.of(cluster, OperatorPods.of("system", Map.of("app", "operator")));
    }

    static Pod pod(String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("shop")
                .addToLabels(Naming.CLUSTER_LABEL, "chat")
                .endMetadata()
                .withNewStatus()
                .endStatus()
                .build();
    }

    /** What is seen of {@code cluster("")} where there are these pods and nothing else. */
    static Snapshot snapshot(Pod... pods) {
        return Snapshots.of(
                cluster(""),
                Stream.of(pods).map(PodObservation::of).toList(),
                new TreeSet<>(),
                Optional.empty(),
                new OwnSecret.Missing(),
                Optional.empty(),
                Instant.EPOCH);
    }

    /** The same as a cache has it. */
    static <T extends HasMetadata> T cached(T object) {
        object.getMetadata().setUid("uid-of-" + object.getMetadata().getName());
        object.getMetadata().setResourceVersion("7");
        return object;
    }

    @SuppressWarnings("unchecked")
    static Context<BeamCluster> caches(HasMetadata... objects) {
        return (Context<BeamCluster>) Proxy.newProxyInstance(
                Context.class.getClassLoader(), new Class<?>[] {Context.class}, (_, method, arguments) -> {
                    if (!method.getName().equals("getSecondaryResources")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    var type = (Class<?>) arguments[0];
                    return Stream.of(objects).filter(type::isInstance).collect(Collectors.toSet());
                });
    }
}
