package dev.beamcluster.e2e.tests.operator;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import dev.beamcluster.e2e.harness.Cluster;
import dev.beamcluster.e2e.harness.ManyClusters;
import dev.beamcluster.e2e.harness.OperatorInstall;
import dev.beamcluster.e2e.harness.OperatorLog;
import dev.beamcluster.e2e.harness.OperatorPodProcess;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;
import dev.beamcluster.e2e.tests.ExpectedInLog;

import static org.assertj.core.api.Assertions.assertThat;

/** Many BeamClusters at once are no reason to restart. {@code make bench-scale} measures a thousand. */
@EndToEnd
@Isolated("keeps the operator and the API server busy")
class BurstE2E {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** More than the caches, the heap's garbage and the process itself need for so few. */
    private static final long MAX_MEBIBYTES = 320;

    @Test
    @ExpectedInLog("the API server is overloaded")
    void twoHundredBeamClustersAtOnceAreSettled(TestNamespace namespace, Cluster cluster, OperatorInstall operator) {
        // Given a process whose largest memory is that of the burst
        operator.stop(cluster);
        operator.start(cluster);
        var many = new ManyClusters(namespace, 200);
        var log = new OperatorLog(cluster, operator);
        int restarts = log.restarts();

        // When
        var _ = many.settle(PATIENCE);

        // Then
        assertThat(log.restarts()).isEqualTo(restarts);
        assertThat(new OperatorPodProcess(cluster, operator).peakMebibytes()).isLessThan(MAX_MEBIBYTES);
    }
}
