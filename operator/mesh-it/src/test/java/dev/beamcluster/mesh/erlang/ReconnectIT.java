package dev.beamcluster.mesh.erlang;

import java.lang.management.ManagementFactory;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.testkit.Lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A node that repeatedly restarts costs the operator no more than one that stays. */
@Isolated
class ReconnectIT {

    private static final OperatorNode OPERATOR = new OperatorNode(new NodeName("beamcluster", "operator.lab.svc"), 1);
    private static final int TIMES = 10_000;

    @Test
    void tenThousandConnectionsLeakNoThreadAndNoAtom() {
        try (var lab = Lab.of(1)) {
            connect(lab);
            int before = threads();
            var atoms = atoms(lab);

            // When
            for (int time = 0; time < TIMES; time++) {
                connect(lab);
            }

            // Then: connections end on their own threads, a moment later
            await().atMost(Duration.ofMinutes(1)).until(() -> threads() <= before + 2);
            assertThat(atoms(lab)).isEqualTo(atoms);
        }
    }

    /**
     * Retries until connected: for a moment, a node considers a client that has just disconnected still connected.
     */
    private static void connect(Lab lab) {
        var node = lab.node(0);
        var attempt = await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .pollInSameThread()
                .until(
                        () -> NodeConnection.open(OPERATOR, lab.target(), node.name(), node.address(), () -> {}),
                        NodeConnection.Attempt.Connected.class::isInstance);
        ((NodeConnection.Attempt.Connected) attempt).connection().reset();
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private static String atoms(Lab lab) {
        return lab.node(0).ask("erlang, system_info, [atom_count]");
    }
}
