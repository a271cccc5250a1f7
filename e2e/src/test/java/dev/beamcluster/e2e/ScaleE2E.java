package dev.beamcluster.e2e;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code kubectl scale} as a user types it. */
@EndToEnd
class ScaleE2E {

    @Test
    void followsKubectlScaleUpDownToNothingAndBack(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", Workload.MIX.yaml("chat", 3)).becomesWhole(3);
        var first = beam.lives();

        // When, then
        scale(namespace, 5);
        beam.becomesWhole(5);
        assertThat(beam.lives()).as("the first three were not restarted").containsAllEntriesOf(first);

        scale(namespace, 2);
        beam.becomesWhole(2);
        assertThat(first).as("the first two were not restarted").containsAllEntriesOf(beam.lives());

        scale(namespace, 0);
        beam.eventually(
                Beam.WHOLE, status -> status.condition("PodsReady").isFalse().hasReason("ScaledToZero"));
        beam.eventually(Beam.WHOLE, _ -> assertThat(beam.pods()).isEmpty());

        scale(namespace, 3);
        beam.becomesWhole(3);
    }

    private static void scale(TestNamespace namespace, int nodes) {
        var outcome = namespace.kubectl().run("scale", "beam/chat", "--replicas=" + nodes);
        assertThat(outcome.succeeded()).as(outcome.err()).isTrue();
    }
}
