package dev.beamcluster.e2e.tests.operator;

import java.time.Duration;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.OwnerReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;
import dev.beamcluster.e2e.tests.ExpectedInLog;
import dev.beamcluster.e2e.tests.lifecycle.PodHistory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The operator reverts foreign changes to its objects within seconds. */
@EndToEnd
class DriftE2E {

    private static final Duration REVERTED = Duration.ofMinutes(1);

    /** A size is put right as any scale-down is: the added pod is waited for and drained, which takes long on a busy machine. */
    private static final Duration SCALED_DOWN = Duration.ofMinutes(2);

    @ParameterizedTest
    @ValueSource(strings = {"service", "secret", "statefulset", "networkpolicy", "poddisruptionbudget"})
    void aDeletedChildIsRecreated(String kind, TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", withPort()).becomesWhole(3);
        var before = beam.incarnations();
        var children = children(namespace, kind).toList();
        assertThat(children).isNotEmpty();

        for (String child : children) {
            var uid = uid(namespace, child);

            // When
            var _ = namespace
                    .kubectl()
                    .run("delete", child, "--cascade=orphan", "--wait=false")
                    .orFail();

            // Then
            await().atMost(REVERTED)
                    .until(() -> !uid(namespace, child).isEmpty()
                            && !uid(namespace, child).equals(uid));
        }
        await().atMost(REVERTED).untilAsserted(() -> {
            var owner = uid(namespace, "statefulset/chat");
            assertThat(beam.pods())
                    .hasSize(3)
                    .allSatisfy(pod -> assertThat(pod.getMetadata().getOwnerReferences())
                            .extracting(OwnerReference::getUid)
                            .containsExactly(owner));
        });
        beam.becomesWhole(3);
        assertThat(beam.incarnations()).as("no node was restarted").isEqualTo(before);
    }

    @Test
    void anEditedChildIsReverted(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", withPort()).becomesWhole(3);
        var before = beam.incarnations();

        // When
        var _ = namespace
                .kubectl()
                .run("scale", "statefulset", "chat", "--replicas=4")
                .orFail();

        // Then
        await().atMost(SCALED_DOWN)
                .untilAsserted(() -> assertThat(namespace
                                .kubectl()
                                .run("get", "statefulset", "chat", "--output", "jsonpath={.spec.replicas}")
                                .orFail())
                        .isEqualTo("3"));
        beam.becomesWhole(3);
        assertThat(beam.incarnations()).as("no node was restarted").isEqualTo(before);
    }

    @Test
    @ExpectedInLog("beamcluster/other:local")
    void anImageThatWasSetByHandIsReverted(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", withPort()).becomesWhole(3);

        try (var replacements = new PodHistory(beam)) {
            // When
            var _ = namespace
                    .kubectl()
                    .run("set", "image", "statefulset/chat", "beam=beamcluster/other:local")
                    .orFail();

            // Then
            await().atMost(REVERTED)
                    .untilAsserted(() -> assertThat(namespace
                                    .kubectl()
                                    .fields("statefulset/chat", "{.spec.template.spec.containers[0].image}"))
                            .isEqualTo(SampleRelease.MIX.image()));
            beam.becomesWhole(3);
            assertThat(replacements.fewestServing(3)).as("nodes that serve").isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void theGeneratedCookieCannotBeEdited(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 2)).becomesWhole(2);

        // When
        var edit = namespace
                .kubectl()
                .run("patch", "secret", "chat-cookie", "--patch={\"stringData\": {\"cookie\": \"another\"}}");

        // Then
        assertThat(edit.succeeded()).isFalse();
        assertThat(edit.err()).contains("immutable");

        // When
        var _ = namespace.kubectl().run("delete", "pod", "chat-1").orFail();

        // Then
        beam.becomesWhole(2);
    }

    @Test
    void childrenAreDeletedWithTheBeamCluster(TestNamespace namespace) {
        // Given
        var _ = namespace.apply("chat", withPort()).becomesWhole(3);

        // When
        var _ = namespace
                .kubectl()
                .run("delete", "beam", "chat", "--timeout=60s")
                .orFail();

        // Then
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(Stream.of(
                                        "statefulset",
                                        "service",
                                        "secret",
                                        "pod",
                                        "networkpolicy",
                                        "poddisruptionbudget")
                                .flatMap(kind -> children(namespace, kind)))
                        .isEmpty());
    }

    private static String withPort() {
        return SampleRelease.MIX.yaml("chat", 3, "  ports: [{name: http, port: 80, targetPort: 8080}]\n");
    }

    private static Stream<String> children(TestNamespace namespace, String kind) {
        return namespace.kubectl().run("get", kind, "--output", "name").orFail().lines();
    }

    private static String uid(TestNamespace namespace, String object) {
        return namespace
                .kubectl()
                .run("get", object, "--ignore-not-found", "--output", "jsonpath={.metadata.uid}")
                .orFail();
    }
}
