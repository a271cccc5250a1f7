package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Protocol;
import dev.beamcluster.testkit.LabNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Staleness is announced, whatever delays the rounds. */
class StaleReportIT {

    private static final ClusterId ID = new ClusterId("lab", "mesh", "uid-of-mesh");
    private static final Duration LONG = Duration.ofSeconds(40);

    /** A mesh without nodes, whose rounds take no time. */
    private static final MeshTarget TARGET = new MeshTarget(
            LabNode.COOKIE,
            Protocol.standard(),
            List.of(),
            List.of(),
            MeshTarget.Formation.APPLICATION,
            MeshTarget.Healing.NONE,
            Duration.ofMillis(20),
            Duration.ofMillis(100));

    @Test
    void aRoundThatHangsIsAnnouncedOnceAndSoIsItsRecovery() {
        // Given a listener that blocks the thread of the rounds the first time
        var end = new CountDownLatch(1);
        var calls = new AtomicInteger();
        try (var monitor = monitor(() -> {
            if (calls.incrementAndGet() == 1) {
                awaited(end);
            }
        })) {

            // When
            monitor.watch(ID, TARGET);

            // Then
            await().atMost(LONG).until(() -> calls.get() == 2);
            var stale = monitor.latest(ID).orElseThrow();
            assertThat(stale.at().plus(TARGET.staleAfter()))
                    .isBeforeOrEqualTo(InstantSource.system().instant());

            // When
            end.countDown();

            // Then
            await().atMost(LONG).until(() -> calls.get() == 3);
            assertThat(monitor.latest(ID).orElseThrow().at()).isAfter(stale.at());
            await().during(TARGET.staleAfter().plusSeconds(2)).atMost(LONG).until(() -> calls.get() == 3);
        }
    }

    private static HiddenNodeMonitor monitor(Runnable listener) {
        return new HiddenNodeMonitor(
                new NodeName("beamcluster", "operator.lab.svc"), 1, InstantSource.system(), _ -> listener.run());
    }

    private static void awaited(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
