package dev.beamcluster.mesh.probe;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.LogRecorder;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;

import static dev.beamcluster.mesh.probe.Results.node;
import static dev.beamcluster.mesh.probe.Results.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ProbeSchedulerTest {

    private static final NodeName A = node(0);
    private static final NodeName B = node(1);
    private static final ProbeResult FINE = Results.reached(List.of(), List.of(), Map.of());

    private final AtomicInteger late = new AtomicInteger();
    private final ProbeScheduler scheduler = new ProbeScheduler(late::incrementAndGet);

    @AfterEach
    void close() {
        scheduler.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anExceptionInTheOperatorIsReportedAsSuchAndLoggedAndAffectsNoOtherNode(boolean isError) throws Exception {
        try (var log = LogRecorder.of(ProbeScheduler.class)) {
            // When
            var round = scheduler.round(
                    member -> {
                        if (member.node().equals(B) && isError) {
                            throw new StackOverflowError("a bug");
                        }
                        if (member.node().equals(B)) {
                            throw new IllegalStateException("a bug");
                        }
                        return FINE;
                    },
                    target(A, B),
                    ProbeRound.none());

            // Then
            assertThat(round.views().get(A)).isInstanceOf(NodeView.Reached.class);
            assertThat(round.views().get(B)).isEqualTo(new NodeView.Unreachable(new Fault(Cause.OPERATOR_ERROR)));
            assertThat(log.errors())
                    .singleElement()
                    .satisfies(error ->
                            assertThat(error.getThrowableProxy().getMessage()).isEqualTo("a bug"));
        }
    }

    @Test
    void aNodeThatHangsDelaysOneRoundAndIsReportedOnceItRecovers() throws Exception {
        // Given a node that was silent
        var back = new CountDownLatch(1);
        MeshTarget target = target(Duration.ofSeconds(20), A, B);
        ProbeScheduler.Probe probe = member -> member.node().equals(A) ? FINE : awaited(back);
        ProbeRound before = scheduler.round(
                member -> member.node().equals(B) ? ProbeResult.unreachable(new Fault(Cause.CALL_TIMEOUT)) : FINE,
                target,
                ProbeRound.none());

        // When, then
        for (int round = 0; round < 3; round++) {
            before = scheduler.round(probe, target, before);
            assertThat(before.views().get(B)).isInstanceOf(NodeView.Unreachable.class);
        }

        // When
        back.countDown();

        // Then
        await().atMost(Duration.ofSeconds(20)).until(() -> late.get() == 1);
        assertThat(scheduler.round(probe, target, before).isHealthy()).isTrue();
    }

    private static ProbeResult awaited(CountDownLatch latch) throws InterruptedException {
        latch.await();
        return FINE;
    }

    @Test
    void aProbeThatTakesTooLongIsCancelled() throws Exception {
        var round = scheduler.round(
                _ -> awaited(new CountDownLatch(1)), target(Duration.ofMillis(20), A), ProbeRound.none());

        assertThat(round.views().get(A))
                .isEqualTo(new NodeView.Unreachable(
                        new Fault(Cause.CALL_TIMEOUT, "the probe took longer than a round may")));
    }
}
