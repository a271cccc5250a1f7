package dev.beamcluster.e2e.tests.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.SpecEdit;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;
import dev.beamcluster.e2e.tests.ExpectedInLog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** A release that works at first and fails later: its rollout stops at the first node, is reported, and is never over. */
@EndToEnd
class LateFailureE2E {

    /** From the first end of the node's container. */
    private static final Duration REPORTED = Duration.ofSeconds(30);

    private static final int NODES = 3;

    /** With the default of {@code rollout.minReadySeconds}. */
    private static final String GOOD = SpecEdit.of(ColoredRelease.of(NODES, "blue"), "rollout:");

    static Stream<Arguments> releases() {
        return Stream.of(
                argumentSet(
                        "joins and dies 12 s after its start",
                        "command: [sh, -c, '(sleep 12; kill -TERM 1) & exec /app/bin/chat start']"),
                argumentSet(
                        "has a liveness probe that kills it",
                        "livenessProbe: {exec: {command: ['false']}, initialDelaySeconds: 5, periodSeconds: 3,"
                                + " failureThreshold: 2}"));
    }

    @ParameterizedTest
    @MethodSource("releases")
    @ExpectedInLog("RolloutStalled")
    void aNodeThatDiesIsTheOnlyOneThatIsLost(String beamContainer, TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", GOOD).becomesWhole(NODES);
        assertThat(beam.get().getSpec().rollout().minReadySeconds()).isEqualTo(30);
        var others = beam.incarnationsWithout("chat-2");

        try (var statuses = new StatusHistory(beam)) {
            // When
            var _ = namespace.kubectl().apply(bad(beamContainer)).orFail();
            var generation = beam.get().getMetadata().getGeneration();
            await().atMost(Beam.WHOLE).pollInterval(Beam.POLL).until(() -> ends(beam, "chat-2") > 0);

            // Then
            beam.eventually(
                    REPORTED,
                    status -> status.condition("Reconciling").mentions("chat-2", "was restarted (", "exit code"));
            beam.eventually(Beam.WHOLE, status -> {
                status.condition("Stalled").isTrue().hasReason("RolloutStalled").mentions("chat-2", "exit code");
                status.condition("Ready").isFalse().hasReason("RolloutStalled");
            });
            beam.stays(
                    Duration.ofSeconds(30),
                    status -> status.condition("Stalled").isTrue());
            assertThat(beam.incarnationsWithout("chat-2"))
                    .as("the others run as they were")
                    .isEqualTo(others);
            assertThat(statuses.readyGenerations()).doesNotContain(generation);
        }

        // When, without waiting until this node has proved itself
        var _ = namespace
                .kubectl()
                .apply(SpecEdit.of(GOOD, "rollout: {minReadySeconds: 0}"))
                .orFail();

        // Then
        beam.eventually(Beam.WHOLE, status -> status.isWhole(NODES));
        assertThat(beam.incarnationsWithout("chat-2"))
                .as("only that one was replaced")
                .isEqualTo(others);
    }

    @Test
    @ExpectedInLog("RolloutStalled")
    void anApplicationThatLeavesTheMeshButKeepsItsPortStopsTheRollout(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", GOOD).becomesWhole(NODES);
        var others = beam.incarnationsWithout("chat-2");
        var leave = "/app/bin/chat rpc \":erlang.set_cookie(:other); Enum.each(Node.list(), &Node.disconnect/1)\"";

        try (var statuses = new StatusHistory(beam)) {
            // When
            var _ = namespace
                    .kubectl()
                    .apply(bad("command: [bash, -c, \"(sleep 20; %s) & exec /app/bin/chat start\"]"
                            .formatted(leave.replace("\"", "\\\""))))
                    .orFail();
            var generation = beam.get().getMetadata().getGeneration();

            // Then it joins before it leaves
            beam.eventually(
                    Beam.WHOLE, status -> status.condition("Reconciling").mentions("chat-2 to keep working until"));
            beam.eventually(Beam.WHOLE, status -> {
                status.condition("Reconciling").hasReason("RolloutWaitsForMesh", "RolloutStalled");
                status.condition("Meshed").isFalse().mentions("chat-2");
            });
            beam.stays(
                    Duration.ofSeconds(30),
                    status -> status.condition("Reconciling").hasReason("RolloutWaitsForMesh", "RolloutStalled"));
            assertThat(ready(beam.pod(2))).as("chat-2 listens").isTrue();
            assertThat(beam.incarnationsWithout("chat-2")).isEqualTo(others);
            assertThat(statuses.readyGenerations()).doesNotContain(generation);
        }
    }

    @Test
    @ExpectedInLog("RolloutStalled")
    void aDeathAfterThatTimeStopsTheRolloutWhereItIs(TestNamespace namespace) {
        // Given more nodes than are replaced before the first of them dies
        var good = SpecEdit.of(ColoredRelease.of(4, "blue"), "rollout: {minReadySeconds: 10}");
        var beam = namespace.apply("chat", good).becomesWhole(4);
        var first = Map.entry("chat-0", beam.incarnations().getOrDefault("chat-0", "none"));

        // When
        var dies = "command: [sh, -c, '(sleep 25; kill -TERM 1) & exec /app/bin/chat start']";
        var _ = namespace.kubectl().apply(with(good, dies)).orFail();

        // Then
        beam.eventually(
                Beam.WHOLE.multipliedBy(2),
                status -> status.condition("Stalled")
                        .isTrue()
                        .hasReason("RolloutStalled")
                        .mentions("exit code"));
        beam.stays(Duration.ofSeconds(20), status -> status.condition("Stalled").isTrue());
        assertThat(beam.incarnations()).contains(first);
    }

    @Test
    void onlyReplacedNodesAreWatched(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", SpecEdit.of(ColoredRelease.of(2, "blue"), "rollout:"));

        // When, then a first start
        beam.becomesWhole(2);
        assertThat(Duration.between(lastReady(beam), beam.transition("Ready"))).isLessThan(Duration.ofSeconds(15));

        // When, then another size
        long start = System.nanoTime();
        var _ = namespace.kubectl().run("scale", "beam/chat", "--replicas=3").orFail();
        beam.becomesWhole(3);
        var _ = namespace.kubectl().run("scale", "beam/chat", "--replicas=2").orFail();
        beam.becomesWhole(2);
        var scaled = Duration.ofNanos(System.nanoTime() - start);

        // When, then a rollout, whose last node is watched too
        var _ = namespace
                .kubectl()
                .apply(SpecEdit.of(ColoredRelease.of(2, "green"), "rollout:"))
                .orFail();
        beam.eventually(
                Duration.ofMinutes(2),
                status -> status.condition("Reconciling").mentions("chat-1 to keep working until"));
        ColoredRelease.becomes(beam, 2, "green");
        assertThat(Duration.between(lastReady(beam), beam.transition("Ready")))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(29));
        assertThat(scaled).as("two changes of size").isLessThan(Duration.ofSeconds(60));
    }

    private static String bad(String beamContainer) {
        return with(GOOD, beamContainer);
    }

    private static String with(String spec, String beamContainer) {
        return SpecEdit.of(spec, "template: {spec: {containers: [{name: beam, %s}]}}".formatted(beamContainer));
    }

    private static int ends(Beam beam, String pod) {
        return beam.pods().stream()
                .filter(candidate -> candidate.getMetadata().getName().equals(pod))
                .flatMap(candidate -> candidate.getStatus().getContainerStatuses().stream())
                .mapToInt(ContainerStatus::getRestartCount)
                .sum();
    }

    private static boolean ready(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }

    /** When the last of its pods became ready. */
    private static Instant lastReady(Beam beam) {
        List<Instant> times = beam.pods().stream()
                .flatMap(pod -> pod.getStatus().getConditions().stream())
                .filter(condition -> condition.getType().equals("Ready"))
                .map(condition -> Instant.parse(condition.getLastTransitionTime()))
                .sorted()
                .toList();
        return times.getLast();
    }
}
