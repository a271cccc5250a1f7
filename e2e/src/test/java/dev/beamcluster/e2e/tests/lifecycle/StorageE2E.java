package dev.beamcluster.e2e.tests.lifecycle;

import java.time.Duration;
import java.util.List;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.GrowingStorage;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;
import dev.beamcluster.e2e.tests.ExpectedInLog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The disk of a node is kept for as long as its spec says. */
@EndToEnd
class StorageE2E {

    private static final Duration REPORTED = Duration.ofMinutes(1);
    private static final Duration GONE = Duration.ofMinutes(2);

    @Test
    void dataOutlivesItsPod(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", yaml(2, "1Gi", "")).becomesWhole(2);
        var before = beam.incarnations();
        var _ = beam.exec(beam.pod(1), "echo remembered > /var/lib/chat/note").orFail();

        // When
        var _ = namespace.kubectl().run("delete", "pod", "chat-1").orFail();

        // Then
        beam.becomesWhole(2);
        assertThat(beam.incarnations().get("chat-1")).isNotEqualTo(before.get("chat-1"));
        assertThat(beam.exec(beam.pod(1), "cat /var/lib/chat/note").orFail()).isEqualTo("remembered\n");
        assertThat(beam.exec(beam.pod(0), "ls /var/lib/chat").orFail())
                .as("another node's disk")
                .doesNotContain("note");
    }

    @Test
    void whenDeletedRemovesTheClaimsWithTheBeamCluster(TestNamespace namespace) {
        // Given
        var beam = namespace
                .apply("chat", yaml(2, "1Gi", ", whenScaled: Retain, whenDeleted: Delete"))
                .becomesWhole(2);
        var before = beam.incarnations();
        var _ = beam.exec(beam.pod(1), "echo remembered > /var/lib/chat/note").orFail();

        // When, then
        var _ = namespace.kubectl().run("scale", "beam/chat", "--replicas=1").orFail();
        beam.becomesWhole(1);
        assertThat(claims(namespace)).containsExactly("data-chat-0", "data-chat-1");

        // When, then
        var _ = namespace.kubectl().run("scale", "beam/chat", "--replicas=2").orFail();
        beam.becomesWhole(2);
        assertThat(beam.incarnations().get("chat-1")).isNotEqualTo(before.get("chat-1"));
        assertThat(beam.exec(beam.pod(1), "cat /var/lib/chat/note").orFail()).isEqualTo("remembered\n");

        // When, then
        var _ = namespace.kubectl().run("delete", "beam", "chat").orFail();
        await().atMost(GONE).untilAsserted(() -> assertThat(claims(namespace)).doesNotContain("data-chat-0"));
    }

    @Test
    void whenScaledRemovesTheClaimsAtScaleDown(TestNamespace namespace) {
        // Given
        var beam = namespace
                .apply("chat", yaml(2, "1Gi", ", whenScaled: Delete, whenDeleted: Retain"))
                .becomesWhole(2);
        var _ = beam.exec(beam.pod(0), "echo remembered > /var/lib/chat/note").orFail();

        // When, then
        var _ = namespace.kubectl().run("scale", "beam/chat", "--replicas=1").orFail();
        beam.becomesWhole(1);
        await().atMost(GONE).untilAsserted(() -> assertThat(claims(namespace)).containsExactly("data-chat-0"));

        // When
        var _ = namespace.kubectl().run("delete", "beam", "chat").orFail();
        await().atMost(GONE).untilAsserted(() -> assertThat(namespace.pods()).isEmpty());

        // Then
        assertThat(claims(namespace)).containsExactly("data-chat-0");
        var again = namespace.apply("chat", yaml(1, "1Gi", "")).becomesWhole(1);
        assertThat(again.exec(again.pod(0), "cat /var/lib/chat/note").orFail()).isEqualTo("remembered\n");
    }

    @Test
    @ExpectedInLog("spec.storage")
    void anExpansionThatTheClassForbidsIsReportedAndTheLastGoodSpecRestoresIt(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", yaml(2, "1Gi", "")).becomesWhole(2);
        var before = beam.incarnations();
        var template = template(namespace, "uid");

        // When
        var _ = namespace.kubectl().apply(yaml(2, "2Gi", "")).orFail();

        // Then
        beam.eventually(
                REPORTED,
                status -> status.condition("Stalled")
                        .isTrue()
                        .hasReason("ApplyRefused")
                        .mentions("spec.storage.volumes[data].size", "data-chat-0", "set it back to 1Gi"));
        assertThat(sizes(namespace)).containsOnly("1Gi");

        // When
        var _ = namespace.kubectl().apply(yaml(2, "1024Mi", "")).orFail();

        // Then
        beam.becomesWhole(2);
        assertThat(beam.incarnations()).isEqualTo(before);
        assertThat(template(namespace, "uid"))
                .as("the same size, written otherwise")
                .isEqualTo(template);
    }

    @Test
    @ExpectedInLog("spec.storage")
    void volumesOfRunningNodesGrowIfTheClassAllowsItAndNeverShrink(TestNamespace namespace) {
        try (var storage = GrowingStorage.in(namespace.cluster(), namespace.name())) {
            growAndShrink(namespace, storage);
        }
    }

    private static void growAndShrink(TestNamespace namespace, GrowingStorage storage) {
        // Given
        var beam = namespace
                .apply("chat", SampleRelease.MIX.yaml("chat", 2, storage.volume("1Gi")))
                .becomesWhole(2);
        var before = beam.incarnations();
        var template = template(namespace, "uid");

        // When
        var _ = namespace
                .kubectl()
                .apply(SampleRelease.MIX.yaml("chat", 2, storage.volume("2Gi")))
                .orFail();

        // Then
        await().atMost(REPORTED).untilAsserted(() -> {
            assertThat(sizes(namespace)).containsExactly("2Gi", "2Gi");
            assertThat(template(namespace, "size")).isEqualTo("2Gi");
            assertThat(template(namespace, "uid")).isNotEqualTo(template);
        });
        beam.becomesWhole(2);
        assertThat(beam.incarnations()).as("no node was restarted").isEqualTo(before);

        // When
        var _ = namespace
                .kubectl()
                .apply(SampleRelease.MIX.yaml("chat", 2, storage.volume("1Gi")))
                .orFail();

        // Then
        beam.eventually(
                REPORTED,
                status -> status.condition("Stalled")
                        .isTrue()
                        .hasReason("ApplyRefused")
                        .mentions("spec.storage.volumes[data].size", "set it back to 2Gi"));
        assertThat(sizes(namespace)).containsExactly("2Gi", "2Gi");
        assertThat(beam.incarnations()).isEqualTo(before);
    }

    /** A field of the StatefulSet's claim template. */
    private static String template(TestNamespace namespace, String what) {
        var path = what.equals("uid")
                ? "{.metadata.uid}"
                : "{.spec.volumeClaimTemplates[0].spec.resources.requests.storage}";
        return namespace
                .kubectl()
                .run("get", "statefulset", "chat", "--ignore-not-found", "--output", "jsonpath=" + path)
                .orFail();
    }

    private static String yaml(int nodes, String size, String retention) {
        return SampleRelease.MIX.yaml(
                "chat",
                nodes,
                "  storage: {volumes: [{name: data, mountPath: /var/lib/chat, size: %s, storageClassName: local-path}]%s}\n"
                        .formatted(size, retention));
    }

    private static List<String> claims(TestNamespace namespace) {
        return all(namespace).stream()
                .filter(claim -> claim.getMetadata().getDeletionTimestamp() == null)
                .map(claim -> claim.getMetadata().getName())
                .sorted()
                .toList();
    }

    private static List<String> sizes(TestNamespace namespace) {
        return all(namespace).stream()
                .map(claim -> claim.getSpec().getResources().getRequests())
                .map(requests -> String.valueOf(requests.get("storage")))
                .toList();
    }

    private static List<PersistentVolumeClaim> all(TestNamespace namespace) {
        return namespace
                .cluster()
                .client()
                .persistentVolumeClaims()
                .inNamespace(namespace.name())
                .list()
                .getItems();
    }
}
