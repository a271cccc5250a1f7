package dev.beamcluster.e2e.tests.lifecycle;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState;
import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** {@code kubectl scale} as a user types it. */
@EndToEnd
class ScaleE2E {

    @Test
    void followsKubectlScaleUpDownToZeroAndBack(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 3)).becomesWhole(3);
        var first = beam.incarnations();

        // When, then
        try (var replacements = new PodHistory(beam)) {
            scale(namespace, 5);
            beam.becomesWhole(5);
            assertThat(replacements.mostStartingAtOnce())
                    .as("new nodes start in parallel")
                    .isEqualTo(2);
        }
        assertThat(beam.incarnations()).as("the first three were not restarted").containsAllEntriesOf(first);

        scale(namespace, 2);
        beam.becomesWhole(2);
        assertThat(first).as("the first two were not restarted").containsAllEntriesOf(beam.incarnations());

        scale(namespace, 0);
        beam.eventually(
                Beam.WHOLE, status -> status.condition("PodsReady").isFalse().hasReason("ScaledToZero"));
        beam.eventually(Beam.WHOLE, _ -> assertThat(beam.pods()).isEmpty());

        try (var replacements = new PodHistory(beam)) {
            scale(namespace, 3);
            beam.becomesWhole(3);
            assertThat(replacements.mostStartingAtOnce())
                    .as("all nodes start in parallel")
                    .isEqualTo(3);
        }
    }

    @Test
    void nodesStopOneAtATimeWithoutWarnings(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 5)).becomesWhole(5);
        var warnings = beam.warnings();

        try (var replacements = new PodHistory(beam);
                var history = new StatusHistory(beam)) {
            // When
            scale(namespace, 2);

            // Then
            await().atMost(Duration.ofMinutes(4))
                    .untilAsserted(() -> assertThat(beam.pods()).hasSize(2));
            beam.becomesWhole(2);
            beam.eventually(
                    Beam.WHOLE,
                    status -> status.condition("Reconciling").isFalse().hasReason("UpToDate"));
            beam.stays(Duration.ofSeconds(10), status -> status.isWhole(2));

            assertThat(replacements.sentAway()).containsExactly("chat-4", "chat-3", "chat-2");
            assertThat(replacements.mostTerminatingAtOnce())
                    .as("pods on their way out at once")
                    .isEqualTo(1);
            for (String pod : replacements.sentAway()) {
                assertThat(history.of(pod)).as("what was reported of %s", pod).anySatisfy(node -> {
                    assertThat(node.state()).isEqualTo(NodeState.Leaving);
                    assertThat(node.reason()).isEqualTo("ScaledDown");
                });
            }
            assertThat(history.unexpectedNodes()).as("one of us is no stranger").isEmpty();
        }
        assertThat(beam.warnings()).as("a planned departure is no trouble").isEqualTo(warnings);
    }

    @Test
    void nodesWithLittleCpuAndASidecarFollowToo(TestNamespace namespace) {
        // Given
        var beam = namespace
                .apply("chat", SampleRelease.ERL.yaml("chat", 2, """
                          node: {name: MyChat}
                          resources: {requests: {cpu: 10m}, limits: {cpu: 50m}}
                          template:
                            spec:
                              shareProcessNamespace: true
                              containers:
                              - name: sidecar
                                image: %s
                                command: [sleep, infinity]
                                securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                        """.formatted(SampleRelease.ERL.image())))
                .becomesWhole(2);
        var first = beam.incarnations();
        assertThat(beam.exec(beam.pod(0), "getent hosts chat-2.chat-nodes").succeeded())
                .as("a name that is asked for too early")
                .isFalse();

        // When
        scale(namespace, 3);

        // Then
        beam.becomesWhole(3);
        beam.stays(Duration.ofSeconds(5), status -> status.isWhole(3));
        assertThat(beam.incarnations()).containsAllEntriesOf(first);
        assertThat(namespace.kubectl().run("logs", "chat-2").orFail())
                .as("the log of the node is that of the pod")
                .contains("MyChat@chat-2.");
    }

    private static void scale(TestNamespace namespace, int nodes) {
        var outcome = namespace.kubectl().run("scale", "beam/chat", "--replicas=" + nodes);
        assertThat(outcome.succeeded()).as(outcome.err()).isTrue();
    }
}
