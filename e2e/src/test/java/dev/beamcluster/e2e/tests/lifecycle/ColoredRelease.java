package dev.beamcluster.e2e.tests.lifecycle;

import java.time.Duration;
import java.util.stream.IntStream;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.SampleRelease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A BeamCluster whose pods have a color annotation, so that another color starts a rollout. */
final class ColoredRelease {

    /** Up to five nodes, each replaced and whole before the next. */
    private static final Duration ALL_REPLACED = Duration.ofMinutes(5);

    private ColoredRelease() {}

    /** A BeamCluster with three nodes. */
    static String of(String color) {
        return of(3, color);
    }

    static String of(int nodes, String color) {
        return SampleRelease.MIX.yaml(
                "chat", nodes, "  template: {metadata: {annotations: {color: %s}}}\n".formatted(color));
    }

    /** Waits until all three pods have this color and the mesh is whole. */
    static void becomes(Beam beam, String color) {
        becomes(beam, 3, color);
    }

    /** Waits until that many pods have this color and the mesh is whole; between two pods of a rollout it is whole too. */
    static void becomes(Beam beam, int nodes, String color) {
        await().atMost(ALL_REPLACED)
                .untilAsserted(() -> assertThat(IntStream.range(0, nodes).mapToObj(ordinal -> colorOf(beam, ordinal)))
                        .containsOnly(color));
        beam.becomesWhole(nodes);
    }

    /** The color of a node's pod; {@code none} if there is no pod. */
    static String colorOf(Beam beam, int ordinal) {
        return beam.pods().stream()
                .filter(pod -> pod.getMetadata().getName().equals("chat-" + ordinal))
                .map(pod -> pod.getMetadata().getAnnotations().get("color"))
                .findFirst()
                .orElse("none");
    }
}
