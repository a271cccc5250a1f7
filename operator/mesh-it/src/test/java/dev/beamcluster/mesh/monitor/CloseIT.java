package dev.beamcluster.mesh.monitor;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import com.ericsson.otp.erlang.OtpConnection;
import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.testkit.JavaNode;
import dev.beamcluster.testkit.LabNode;
import dev.beamcluster.testkit.ReceivedCall;
import dev.beamcluster.testkit.Terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** When an operator has closed its monitor, another one can use its node name. */
class CloseIT {

    private static final ClusterId ID = new ClusterId("lab", "mesh", "uid-of-mesh");
    private static final Duration AT_MOST = Duration.ofSeconds(10);

    private final CompletableFuture<OtpConnection> connection = new CompletableFuture<>();

    @Test
    void closeReturnsWithEveryConnectionClosedEvenDuringARound() throws Exception {
        // Given a round that hangs in the listener
        var listening = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        try (var node = new JavaNode(this::answer)) {
            var monitor = new HiddenNodeMonitor(
                    new NodeName("beamcluster", "operator.lab.svc"), 1, InstantSource.system(), _ -> {
                        listening.countDown();
                        awaitUninterruptibly(end);
                    });
            monitor.watch(ID, target(node));
            listening.await();
            assertThat(connection.join().isConnected()).isTrue();

            // When
            monitor.close();

            // Then
            await().atMost(AT_MOST).until(() -> !connection.join().isConnected());
            end.countDown();
            await().during(Duration.ofSeconds(1)).atMost(AT_MOST).until(() -> node.connections() == 1);
        }
    }

    private void answer(ReceivedCall call) throws IOException {
        var _ = connection.complete(call.connection());
        if (call.function().equals("erlang:nodes")) {
            call.answer(Terms.list());
        } else {
            call.answerAboutItself();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static MeshTarget target(JavaNode node) {
        return new MeshTarget(
                LabNode.COOKIE,
                node.protocol(),
                List.of(node.member()),
                List.of(),
                MeshTarget.Formation.APPLICATION,
                MeshTarget.Healing.NONE,
                Duration.ofMillis(20),
                Duration.ofSeconds(1));
    }
}
