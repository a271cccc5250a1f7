package dev.beamcluster.operator.reconcile;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.DrainResult;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.observed.ExpectedNode;

import static dev.beamcluster.operator.reconcile.DrainerTest.CLUSTER;
import static dev.beamcluster.operator.reconcile.DrainerTest.leaves;
import static dev.beamcluster.operator.reconcile.DrainerTest.runs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class DeletedClusterDrainTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration A_MOMENT = Duration.ofMillis(300);
    private static final Duration SOON = Duration.ofSeconds(30);

    private final RecordingMonitor monitor = new RecordingMonitor();
    private final Drainer drainer = new Drainer(
            (member, call) -> Optional.of(monitor.drain(Naming.id(CLUSTER), member, call)), (_, _, _) -> {});
    private volatile List<ExpectedNode> nodes = List.of();
    private volatile boolean isGone = true;

    @Test
    void aNodeThatOutlivesItsBeamClusterIsNotDrained() throws Exception {
        // Given pods that `kubectl delete --cascade=orphan` leaves running
        there(runs(0), runs(1));

        // Then
        ends(start(A_MOMENT));
        assertThat(monitor.calls).isEmpty();
    }

    @Test
    void eachNodeIsDrainedWhenItsPodTerminates() throws Exception {
        // Given
        there(runs(0), runs(1));
        var drain = start(LONG);

        // When
        there(runs(0), leaves(1));

        // Then
        await().atMost(SOON).untilAsserted(() -> assertThat(monitor.calls).containsOnlyKeys("chat-1"));

        // When
        there(leaves(0), leaves(1));

        // Then
        await().atMost(SOON).untilAsserted(() -> assertThat(monitor.calls).containsOnlyKeys("chat-0", "chat-1"));
        continues(drain);
        monitor.calls.values().forEach(call -> call.complete(new DrainResult.Drained()));
        ends(drain);
        assertThat(monitor.again).isEmpty();
    }

    @Test
    void itEndsWhenThePodsAreGone() throws Exception {
        // Given a drain that does not end
        there(leaves(0), leaves(1));
        var drain = start(LONG);
        continues(drain);

        // When
        there();

        // Then
        ends(drain);
    }

    @Test
    void aDrainingNodeIsNotDrainedAgain() throws Exception {
        // Given
        there(leaves(0), leaves(1));
        drainer.startDue(CLUSTER, nodes, InstantSource.system().instant());

        // When
        var drain = start(LONG);
        continues(drain);

        // Then
        assertThat(monitor.again).isEmpty();
        monitor.calls.values().forEach(call -> call.complete(new DrainResult.Drained()));
        ends(drain);
    }

    @Test
    void nodesAreFollowedWhileAFinalizerKeepsTheBeamCluster() throws Exception {
        // Given
        isGone = false;
        there(runs(0));
        var drain = start(Duration.ZERO);
        continues(drain);

        // When
        isGone = true;

        // Then
        ends(drain);
    }

    private CompletableFuture<Void> start(Duration patience) {
        return new DeletedClusterDrain(CLUSTER, () -> nodes, () -> isGone, drainer, InstantSource.system())
                .start(Duration.ofMillis(10), patience);
    }

    private void there(ExpectedNode... now) {
        nodes = Arrays.asList(now);
    }

    private static void ends(CompletableFuture<Void> drain) throws Exception {
        drain.get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    /** Asserts that the drain continues for many checks. */
    private static void continues(CompletableFuture<Void> drain) {
        await().during(A_MOMENT).atMost(SOON).until(() -> !drain.isDone());
    }
}
