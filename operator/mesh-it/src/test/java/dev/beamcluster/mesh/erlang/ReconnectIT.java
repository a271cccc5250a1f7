package dev.beamcluster.mesh.erlang;

import java.lang.management.ManagementFactory;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.testkit.Lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A node that comes and goes for weeks costs the operator what one that stays does. */
@Isolated
class ReconnectIT {

    private static final OperatorNode OPERATOR = new OperatorNode(new NodeName("beamcluster", "operator.lab.svc"), 1);
    private static final int TIMES = 10_000;

    @Test
    void tenThousandConnectionsLeaveNoThreadAndNoAtomBehind() {
        try (var lab = Lab.of(1)) {
            connect(lab);
            int before = threads();
            var atoms = atoms(lab);

            // When
            for (int time = 0; time < TIMES; time++) {
                connect(lab);
            }

            // Then: connections end on threads of their own, a moment later
            await().atMost(Duration.ofSeconds(10)).until(() -> threads() <= before + 2);
            assertThat(atoms(lab)).isEqualTo(atoms);
        }
    }

    /** Until it is connected: for a moment a node takes who has just gone for connected. */
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
