package dev.beamcluster.e2e.tests.lifecycle;

import java.time.Duration;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** A node is drained before it terminates, whatever the cause, and the result is reported. */
@EndToEnd
class DrainE2E {

    private static final Duration GONE = Duration.ofMinutes(2);

    /**
     * Drain functions. {@code tell} writes its argument to a file on the first node after three seconds, as proof that the
     * draining node was up that long; a status may wait for two seconds before it is written.
     */
    private static final String TELLS = """
            defmodule Probe.Drain do
              def tell(argument) do
                Process.sleep(3000)
                [peer] = for node <- Node.list(), node |> to_string() |> String.contains?("chat-0."), do: node
                :ok = :erpc.call(peer, File, :write, ["/tmp/drained", inspect(argument) <> "\\n", [:append]])
              end
              def wait(_), do: Process.sleep(1000)
              def fail(_), do: raise("no")
              def refuse(_), do: {:error, :busy}
              def never(_), do: Process.sleep(:infinity)
            end
            """;

    @Test
    void isCalledBeforeADeletedPodStops(TestNamespace namespace) {
        // Given
        var beam = start(namespace, "tell", 20);
        var name = beam.nodeOf(beam.pod(2));

        try (var history = new StatusHistory(beam)) {
            // When
            var _ = namespace
                    .kubectl()
                    .run("delete", "pod", "chat-2", "--wait=false")
                    .orFail();

            // Then
            await().atMost(GONE)
                    .untilAsserted(() -> assertThat(history.conditions("Reconciling"))
                            .anySatisfy(condition ->
                                    condition.isTrue().hasReason("Draining").mentions("chat-2")));
        }
        await().atMost(GONE)
                .untilAsserted(
                        () -> assertThat(drainCalls(beam)).contains("node: :\"" + name + "\"", "timeout: 20000"));
        beam.becomesWhole(3);
        await().atMost(GONE)
                .untilAsserted(() -> assertThat(namespace.events("Drained")).contains("chat-2 was drained"));
    }

    @Test
    void isCalledOnEachNodeInTurnAtScaleDown(TestNamespace namespace) {
        // Given
        var beam = start(namespace, "tell", 20);

        try (var replacements = new PodHistory(beam)) {
            // When
            var _ = namespace
                    .kubectl()
                    .run("scale", "beam/chat", "--replicas=1")
                    .orFail();

            // Then
            beam.becomesWhole(1);
            await().atMost(GONE).until(() -> beam.pods().size() == 1);
            assertThat(replacements.sentAway()).containsExactly("chat-2", "chat-1");
        }
        assertThat(drainCalls(beam).lines()).hasSize(2);
        assertThat(drainCalls(beam).lines().toList().getFirst()).contains("chat-2.");
        assertThat(beam.warnings()).as("a planned departure is no trouble").isEmpty();
    }

    @Test
    void isCalledBeforeAnEvictedPodStops(TestNamespace namespace) {
        // Given
        var beam = start(namespace, "tell", 20);

        // When
        namespace
                .cluster()
                .client()
                .pods()
                .inNamespace(namespace.name())
                .withName("chat-1")
                .evict();

        // Then
        await().atMost(GONE).untilAsserted(() -> assertThat(drainCalls(beam)).contains("chat-1."));
        beam.becomesWhole(3);
    }

    @Test
    void isCalledWhenTheBeamClusterIsDeleted(TestNamespace namespace) {
        // Given a function that takes one second of its timeout of five minutes
        var beam = start(namespace, "wait", 300);

        // When
        var _ = namespace.kubectl().run("delete", "beam", "chat").orFail();

        // Then no pod waits for the timeout of its hook, and every node was drained
        await().atMost(Duration.ofMinutes(2)).until(() -> beam.pods().isEmpty());
        await().atMost(GONE)
                .untilAsserted(() -> assertThat(namespace.events("Drained"))
                        .contains("chat-0 was drained", "chat-1 was drained", "chat-2 was drained"));
        assertThat(namespace.events("DrainFailed")).doesNotContain("chat-");
    }

    @Test
    void isNotCalledOnNodesThatOutliveTheirBeamCluster(TestNamespace namespace) {
        // Given
        var beam = start(namespace, "wait", 5);
        var before = beam.incarnations();

        // When
        var _ = namespace
                .kubectl()
                .run("delete", "beam", "chat", "--cascade=orphan")
                .orFail();

        // Then
        await().during(Duration.ofSeconds(20))
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> {
                    assertThat(beam.incarnations()).isEqualTo(before);
                    for (Pod pod : beam.pods()) {
                        assertThat(beam.nodesSeenBy(pod)).as("it serves").hasSize(3);
                    }
                });
        for (Pod pod : beam.pods()) {
            var drained = beam.exec(pod, "[ ! -e /tmp/beamcluster-drained ] || echo yes")
                    .orFail();
            assertThat(drained).as("%s is drained", pod.getMetadata().getName()).isBlank();
        }
        assertThat(namespace.events("Drained") + namespace.events("DrainFailed"))
                .doesNotContain("chat-");
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                argumentSet("a crash", "Probe.Drain", "fail", "failed"),
                argumentSet("a refusal", "Probe.Drain", "refuse", "busy"),
                argumentSet("a wrong name", "Probe.Drain", "no_such", "there is no function"),
                argumentSet("a wrong module", "no_such", "drain", "there is no function"),
                argumentSet("no end", "Probe.Drain", "never", "longer than 5 s"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureIsReportedAndDelaysNothing(String module, String function, String words, TestNamespace namespace) {
        // Given
        var beam = start(namespace, module, function, 5);
        var before = beam.pod(2).getMetadata().getUid();

        // When
        var _ = namespace
                .kubectl()
                .run("delete", "pod", "chat-2", "--wait=false")
                .orFail();

        // Then
        await().atMost(GONE)
                .untilAsserted(() -> assertThat(namespace.events("DrainFailed")).contains("chat-2", words));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> beam.pods().stream()
                        .noneMatch(pod -> pod.getMetadata().getUid().equals(before)));
        beam.becomesWhole(3);
    }

    private static Beam start(TestNamespace namespace, String function, int seconds) {
        return start(namespace, "Probe.Drain", function, seconds);
    }

    private static Beam start(TestNamespace namespace, String module, String function, int seconds) {
        var beam = namespace
                .apply(
                        "chat",
                        SampleRelease.MIX.yaml(
                                "chat",
                                3,
                                "  drain: {module: %s, function: %s, timeoutSeconds: %d}\n"
                                        .formatted(module, function, seconds)))
                .becomesWhole(3);
        for (Pod pod : beam.pods()) {
            var _ = beam.exec(pod, "/app/bin/chat rpc '%s'".formatted(TELLS)).orFail();
        }
        return beam;
    }

    private static String drainCalls(Beam beam) {
        return beam.exec(beam.pod(0), "cat /tmp/drained 2>/dev/null || true").orFail();
    }
}
