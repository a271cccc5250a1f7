package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.DrainCall;
import dev.beamcluster.mesh.DrainResult;
import dev.beamcluster.testkit.Lab;
import dev.beamcluster.testkit.MonitoredMesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Drains a real node, at the first try or at a later one. */
class DrainIT {

    /** Accepts any map and returns ok (kernel, logger). */
    private static final DrainCall CALL = new DrainCall("logger", "notice", Duration.ofMinutes(1), "/tmp/drained");

    @Test
    void aNodeThatIsUnreachableAtFirstIsDrained() throws Exception {
        try (var lab = Lab.of(1)) {
            // Given
            var node = lab.node(0);
            node.cutOperator();
            try (var monitored = new MonitoredMesh(lab.target())) {
                var drain = monitored.drain(node.member(), CALL);
                await().during(Duration.ofSeconds(5))
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> !drain.isDone());

                // When
                lab.restore();

                // Then
                assertThat(drain.get(30, TimeUnit.SECONDS)).isEqualTo(new DrainResult.Drained());
                assertThat(node.sh("ls /tmp/drained")).contains("/tmp/drained");
            }
        }
    }
}
