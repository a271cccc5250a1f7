package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.mesh.LogRecorder;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Uses a mesh without nodes, whose rounds take no time. */
class HiddenNodeMonitorTest {

    private static final ClusterId ID = new ClusterId("shop", "chat", "uid-of-chat");
    private static final Duration AT_MOST = Duration.ofSeconds(20);
    private static final MeshTarget TARGET = new MeshTarget(
            new Cookie("secret"),
            Protocol.standard(),
            List.of(),
            List.of(),
            MeshTarget.Formation.APPLICATION,
            MeshTarget.Healing.NONE,
            Duration.ofMillis(20),
            Duration.ofMillis(100));

    @Test
    void anErrorEndsARoundButNotTheWatch() {
        // Given a listener that fails twice
        var calls = new AtomicInteger();
        try (var log = LogRecorder.of(ClusterWatch.class);
                var monitor = monitor(() -> {
                    if (calls.incrementAndGet() <= 2) {
                        throw new StackOverflowError("a bug");
                    }
                })) {

            // When
            monitor.watch(ID, TARGET);

            // Then it is called until it succeeds
            await().atMost(AT_MOST).until(() -> calls.get() == 3);
            await().atMost(AT_MOST).until(monitor::isHealthy);
            Instant seen = monitor.latest(ID).orElseThrow().at();
            await().atMost(AT_MOST)
                    .until(() -> monitor.latest(ID).orElseThrow().at().isAfter(seen));
            assertThat(calls).hasValue(3);
            assertThat(log.errors())
                    .hasSize(2)
                    .allSatisfy(error ->
                            assertThat(error.getThrowableProxy().getMessage()).isEqualTo("a bug"));
        }
    }

    @Test
    void aWatchWhoseRoundsFailIsUnhealthy() {
        try (var monitor = monitor(() -> {
            throw new IllegalStateException("a bug");
        })) {
            assertThat(monitor.isHealthy()).as("without a mesh").isTrue();

            monitor.watch(ID, TARGET);

            await().atMost(AT_MOST).until(() -> !monitor.isHealthy());
            monitor.forget(ID);
            assertThat(monitor.isHealthy()).isTrue();
        }
    }

    private static HiddenNodeMonitor monitor(Runnable listener) {
        return new HiddenNodeMonitor(
                new NodeName("beamcluster", "operator.lab.svc"), 1, InstantSource.system(), _ -> listener.run());
    }
}
