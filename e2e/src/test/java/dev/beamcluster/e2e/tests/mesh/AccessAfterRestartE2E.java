package dev.beamcluster.e2e.tests.mesh;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import dev.beamcluster.e2e.harness.Cluster;
import dev.beamcluster.e2e.harness.OperatorInstall;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

/** An operator that was restarted has another address, and the network policy admits it by its labels. */
@EndToEnd
@Isolated("restarts the operator")
class AccessAfterRestartE2E {

    @Test
    void theRestartedOperatorReachesTheNodesAndNobodyElseDoes(
            TestNamespace namespace, Cluster cluster, OperatorInstall operator) {
        // Given
        var table = AccessTable.of(namespace, cluster, operator);

        // When
        operator.stop(cluster);
        operator.start(cluster);

        // Then
        table.withOperator(Caller.operator(cluster, operator)).holds();
        table.beam().becomesWhole(2);
    }
}
