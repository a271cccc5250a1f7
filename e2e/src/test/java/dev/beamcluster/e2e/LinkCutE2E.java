package dev.beamcluster.e2e;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What Erlang itself sees after a minute, and Kubernetes never. */
@EndToEnd
class LinkCutE2E {

    @Test
    void aSilentCutIsSeenWithinFiveSecondsAndHealsWhenItIsGivenBack(TestNamespace namespace, PacketFilter filter) {
        // Given
        var beam = namespace.apply("chat", Workload.MIX.yaml("chat", 3)).becomesWhole(3);
        var before = beam.lives();
        var nodeA = beam.nodeOf(beam.pod(0));
        var nodeB = beam.nodeOf(beam.pod(1));

        // When
        filter.cut(ip(beam, 0), ip(beam, 1));

        // Then
        beam.eventually(Duration.ofSeconds(5), status -> {
            status.condition("Meshed")
                    .isFalse()
                    .hasReason("LinksMissing", "Partitioned")
                    .mentions(nodeA, nodeB);
            status.condition("Ready").isFalse();
            status.namesMissingLink(nodeA, nodeB);
        });
        beam.eventually(
                Duration.ofSeconds(1), status -> status.condition("PodsReady").isTrue());
        var ready = namespace.kubectl().run("wait", "pod", "--all", "--for=condition=Ready", "--timeout=1s");
        assertThat(ready.succeeded())
                .as("Kubernetes sees nothing: %s", ready.err())
                .isTrue();

        // When
        filter.restore();

        // Then
        beam.becomesWhole(3);
        assertThat(beam.lives()).as("no pod was restarted").isEqualTo(before);
    }

    private static String ip(Beam beam, int ordinal) {
        return beam.pod(ordinal).getStatus().getPodIP();
    }
}
