package dev.beamcluster.operator.reconcile.client;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.desired.Desired;
import dev.beamcluster.operator.reconcile.Chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** A BeamCluster that is nested as deep as the API server accepts harms nobody. */
class BoundedDepthTest {

    /** The limit of the API server (sigs.k8s.io/json, {@code maxNestingDepth}). */
    private static final int DEEPEST = 10_000;

    /** The stack of the operator's threads: {@code -Xss} in its image. */
    private static final int STACK_BYTES = 512 * 1024;

    static Stream<Arguments> serializations() {
        return Stream.of(
                argumentSet("of the caches", TrimmedObjects.serialization()),
                argumentSet("of the requests", BoundedDepth.serialization()));
    }

    @ParameterizedTest
    @MethodSource("serializations")
    void aBeamClusterThatIsNestedDeepIsReadAndRefusedAlone(KubernetesSerialization serialization) {
        // When
        BeamCluster cluster = onASmallStack(
                () -> serialization.clone(read(serialization, "{\"a\":".repeat(DEEPEST) + "1" + "}".repeat(DEEPEST))));

        // Then
        assertThat(cluster.getSpec().replicas()).isEqualTo(2);
        var desired = onASmallStack(() -> Desired.of(cluster, Chat.OPERATOR, Optional.empty()));
        assertThat(desired)
                .isInstanceOfSatisfying(
                        Desired.Objects.class,
                        objects -> assertThat(objects.nodes()
                                        .getSpec()
                                        .getTemplate()
                                        .getSpec()
                                        .getAdditionalProperties())
                                .containsKey("deep"));
    }

    @ParameterizedTest
    @MethodSource("serializations")
    void listsAreCutOffToo(KubernetesSerialization serialization) {
        // When
        BeamCluster cluster = onASmallStack(() -> read(serialization, "[".repeat(DEEPEST) + "1" + "]".repeat(DEEPEST)));

        // Then
        assertThat(Serialization.asJson(cluster.getSpec().template()))
                .startsWith("{\"spec\":{\"deep\":[[")
                .hasSizeLessThan(100);
    }

    @ParameterizedTest
    @MethodSource("serializations")
    void whatAPodCanHaveIsKept(KubernetesSerialization serialization) {
        // When
        BeamCluster cluster = read(serialization, "{\"b\": [1, {\"c\": null, \"d\": \"e\"}, true]}");

        // Then
        assertThat(Serialization.asJson(cluster.getSpec().template()))
                .isEqualTo("{\"spec\":{\"deep\":{\"b\":[1,{\"c\":null,\"d\":\"e\"},true]}}}");
    }

    private static BeamCluster read(KubernetesSerialization serialization, String deep) {
        WatchEvent event = Objects.requireNonNull(
                serialization.unmarshal("""
                {"type": "ADDED", "object": {
                  "apiVersion": "beamcluster.dev/v1alpha1", "kind": "BeamCluster",
                  "metadata": {"name": "chat", "namespace": "shop", "uid": "uid-of-chat", "resourceVersion": "1",
                               "managedFields": [{"manager": "kubectl", "fieldsV1": {"f:spec": %s}}]},
                  "spec": {"image": "chat", "replicas": 2, "template": {"spec": {"deep": %s}}}}}
                """.formatted(deep.startsWith("[") ? "{}" : deep, deep), WatchEvent.class));
        return (BeamCluster) Objects.requireNonNull(event.getObject());
    }

    private static <T> T onASmallStack(Supplier<T> work) {
        var result = new CompletableFuture<T>();
        new Thread(
                        null,
                        () -> {
                            try {
                                result.complete(work.get());
                            } catch (Throwable e) {
                                result.completeExceptionally(e);
                            }
                        },
                        "small",
                        STACK_BYTES)
                .start();
        return result.join();
    }
}
