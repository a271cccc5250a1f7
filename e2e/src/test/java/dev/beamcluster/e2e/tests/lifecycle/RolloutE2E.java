package dev.beamcluster.e2e.tests.lifecycle;

import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.PacketFilter;
import dev.beamcluster.e2e.harness.SpecEdit;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A change goes one node at a time, highest ordinal first, and only while the mesh is whole. */
@EndToEnd
class RolloutE2E {

    private static final Duration REPORTED = Duration.ofSeconds(60);

    /** Three nodes, each replaced and whole again before the next. */
    private static final Duration ALL_REPLACED = Duration.ofMinutes(3);

    private static final Duration FIVE_REPLACED = Duration.ofMinutes(5);

    @Test
    void goesOneNodeAtATimeHighestOrdinalFirst(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", ColoredRelease.of("blue")).becomesWhole(3);
        var before = beam.incarnations();

        try (var replacements = new PodHistory(beam)) {
            // When
            var _ = namespace.kubectl().apply(ColoredRelease.of("green")).orFail();

            // Then
            ColoredRelease.becomes(beam, "green");
            assertThat(replacements.sentAway()).containsExactly("chat-2", "chat-1", "chat-0");
            assertThat(replacements.fewestServing(3)).isEqualTo(2);
        }
        assertThat(beam.incarnations()).doesNotContainValue(Objects.requireNonNull(before.get("chat-0")));
        beam.becomesWhole(3);
        beam.eventually(Beam.WHOLE, status -> status.condition("Reconciling").isFalse());
        var revision =
                Objects.requireNonNull(beam.pod(0).getMetadata().getLabels().get("controller-revision-hash"));
        beam.eventually(REPORTED, status -> status.node("chat-2", node -> node.revision(), revision));
        assertThat(beam.warnings()).as("a planned change is no trouble").isEmpty();
    }

    @Test
    void asManyGoAtATimeAsMayBeMissing(TestNamespace namespace) {
        // Given
        var two = "  disruption: {maxUnavailable: 2}\n";
        var beam = namespace.apply("chat", ColoredRelease.of(5, "blue") + two).becomesWhole(5);
        var before = beam.incarnations();

        try (var replacements = new PodHistory(beam)) {
            // When
            var _ = namespace
                    .kubectl()
                    .apply(ColoredRelease.of(5, "green") + two)
                    .orFail();

            // Then
            await().atMost(FIVE_REPLACED)
                    .untilAsserted(() -> assertThat(beam.incarnations().values())
                            .hasSize(5)
                            .doesNotContainAnyElementsOf(before.values()));
            beam.eventually(FIVE_REPLACED, status -> status.isWhole(5));
            assertThat(replacements.sentAway()).containsExactly("chat-4", "chat-3", "chat-2", "chat-1", "chat-0");
            assertThat(replacements.fewestServing(5))
                    .as("serve at least; 4 where Kubernetes does not honour the StatefulSet's maxUnavailable")
                    .isBetween(3, 4);
        }
        beam.becomesWhole(5);
        assertThat(Stream.of(0, 1, 2, 3, 4).map(ordinal -> ColoredRelease.colorOf(beam, ordinal)))
                .containsOnly("green");
        beam.eventually(Beam.WHOLE, status -> status.condition("Reconciling").isFalse());
    }

    @Test
    void waitsWhileALinkIsMissing(TestNamespace namespace, PacketFilter filter) {
        // Given
        var beam = namespace.apply("chat", ColoredRelease.of("blue")).becomesWhole(3);
        var before = beam.incarnations();
        filter.cut(ip(beam, 0), ip(beam, 1));
        beam.eventually(REPORTED, status -> status.condition("Meshed").isFalse());

        // When
        var _ = namespace.kubectl().apply(ColoredRelease.of("green")).orFail();

        // Then
        beam.eventually(
                REPORTED,
                status -> status.condition("Reconciling")
                        .isTrue()
                        .hasReason("RolloutWaitsForMesh")
                        .mentions("chat-0", "chat-1"));
        beam.stays(
                Duration.ofSeconds(5), status -> status.condition("Reconciling").hasReason("RolloutWaitsForMesh"));
        assertThat(beam.incarnations()).isEqualTo(before);

        // When
        filter.restore();

        // Then
        ColoredRelease.becomes(beam, "green");
    }

    @Test
    void doesNotWaitForTheMeshWhereTheSpecSaysSo(TestNamespace namespace, PacketFilter filter) {
        // Given
        var gated = "rollout: {gate: Pods, minReadySeconds: 0}";
        var beam = namespace
                .apply("chat", SpecEdit.of(ColoredRelease.of("blue"), gated))
                .becomesWhole(3);
        filter.cut(ip(beam, 0), ip(beam, 1));
        beam.eventually(REPORTED, status -> status.condition("Meshed").isFalse());

        // When
        var _ = namespace
                .kubectl()
                .apply(SpecEdit.of(ColoredRelease.of("green"), gated))
                .orFail();

        // Then the new pods have other addresses, and so no cut link
        ColoredRelease.becomes(beam, "green");
    }

    @Test
    void kubectlRolloutRestartIsPacedToo(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", ColoredRelease.of("blue")).becomesWhole(3);
        var before = beam.incarnations();

        try (var replacements = new PodHistory(beam)) {
            // When
            var _ = namespace
                    .kubectl()
                    .run("rollout", "restart", "statefulset/chat")
                    .orFail();

            // Then
            await().atMost(ALL_REPLACED)
                    .untilAsserted(() ->
                            assertThat(beam.incarnations().values()).doesNotContainAnyElementsOf(before.values()));
            beam.eventually(ALL_REPLACED, status -> status.isWhole(3));
            assertThat(replacements.sentAway()).containsExactly("chat-2", "chat-1", "chat-0");
            assertThat(replacements.fewestServing(3)).isEqualTo(2);
        }
    }

    @Test
    void whatNeedsNoRestartMakesNone(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", ColoredRelease.of("blue")).becomesWhole(3);
        var before = beam.incarnations();

        // When
        var _ = namespace
                .kubectl()
                .apply(SpecEdit.of(
                        ColoredRelease.of("blue"),
                        "mesh: {formation: Application, probe: {intervalSeconds: 2, timeoutMillis: 2000}}",
                        "rollout: {gate: Pods, minReadySeconds: 50, timeoutSeconds: 60}",
                        "disruption: {maxUnavailable: 2}",
                        "networkPolicy: {enabled: false}"))
                .orFail();

        // Then
        beam.eventually(REPORTED, status -> status.isWhole(3));
        beam.stays(Duration.ofSeconds(5), status -> status.isWhole(3));
        assertThat(beam.incarnations()).isEqualTo(before);
    }

    @Test
    void pausedNothingIsChangedAndEverythingIsReported(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", ColoredRelease.of("blue")).becomesWhole(3);
        var before = beam.incarnations();
        var service = namespace.cluster().client().services().inNamespace(namespace.name());

        // When
        var _ = namespace
                .kubectl()
                .apply(ColoredRelease.of("green") + "  paused: true\n")
                .orFail();
        // The operator may see the deletion of a Service before an earlier change of the BeamCluster
        beam.eventually(
                REPORTED, status -> status.condition("Reconciling").isFalse().hasReason("Paused"));
        service.withName("chat-nodes").delete();

        // Then
        beam.eventually(REPORTED, status -> {
            status.condition("Reconciling").isFalse().hasReason("Paused");
            status.isWhole(3);
        });
        beam.stays(
                Duration.ofSeconds(5), status -> status.condition("Reconciling").hasReason("Paused"));
        assertThat(beam.incarnations()).isEqualTo(before);
        assertThat(service.withName("chat-nodes").get()).isNull();

        // When
        var _ = namespace.kubectl().apply(ColoredRelease.of("green")).orFail();

        // Then
        ColoredRelease.becomes(beam, "green");
        assertThat(service.withName("chat-nodes").get()).isNotNull();
    }

    private static String ip(Beam beam, int ordinal) {
        return beam.pod(ordinal).getStatus().getPodIP();
    }
}
