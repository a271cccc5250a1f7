package dev.beamcluster.e2e.tests.lifecycle;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;
import dev.beamcluster.e2e.tests.ExpectedInLog;

import static org.assertj.core.api.Assertions.assertThat;

/** A BeamCluster whose pods run and never become ready. */
@EndToEnd
class FirstStartE2E {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    @ExpectedInLog("PodsNotReady")
    void isStalledAfterItsTimeoutAndRecoversWithAWorkingSpec(TestNamespace namespace) {
        // Given a port at which nothing listens
        var beam = namespace.apply("chat", listeningAt(4000));

        // When, then
        beam.eventually(PATIENCE.multipliedBy(3), status -> {
            status.condition("Stalled").isTrue().hasReason("PodsNotReady").mentions("chat-0", "chat-1", "20 s");
            status.condition("Ready").isFalse().hasReason("PodsNotReady");
            status.condition("Reconciling").isFalse().hasReason("PodsNotReady");
        });
        assertThat(Duration.between(created(beam), beam.transition("Stalled")))
                .as("not before that time is over")
                .isGreaterThanOrEqualTo(PATIENCE);
        beam.stays(Duration.ofSeconds(5), status -> status.condition("Stalled").isTrue());

        // When
        var _ = namespace.kubectl().apply(listeningAt(8080)).orFail();

        // Then
        beam.becomesWhole(2);
        beam.eventually(Beam.WHOLE, status -> status.condition("Stalled").isFalse());
    }

    private static String listeningAt(int port) {
        return SampleRelease.MIX.yaml("chat", 2, """
                  ports: [{name: http, port: 80, targetPort: %d}]
                  rollout: {minReadySeconds: 0, timeoutSeconds: %d}
                """.formatted(port, PATIENCE.toSeconds()));
    }

    private static Instant created(Beam beam) {
        return Instant.parse(beam.get().getMetadata().getCreationTimestamp());
    }
}
