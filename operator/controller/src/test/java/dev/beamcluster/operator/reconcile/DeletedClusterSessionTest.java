package dev.beamcluster.operator.reconcile;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.metrics.OperatorMetrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The mesh of a deleted BeamCluster is watched until its nodes are drained. */
class DeletedClusterSessionTest {

    private static final BeamCluster DRAINED = Chat.named("chat", "first", "drain: {module: Chat, function: drain}");

    private final RecordingMonitor monitor = new RecordingMonitor();
    private final Existing existing = new Existing();
    private final ClusterSessions sessions = new ClusterSessions(
            monitor,
            (_, _, _) -> {},
            existing,
            new OperatorMetrics(),
            InstantSource.system(),
            new ClusterSessions.Pace(Duration.ofMillis(10), Duration.ofMillis(50)));

    @Test
    void theWatchContinuesUntilTheNodesAreDrained() {
        // Given
        existing.ids.add(Naming.id(DRAINED));
        var runs = Chat.pod("chat-0");
        var session = reconciled(DRAINED, runs);

        // When
        existing.pods = List.of(Chat.terminating(runs, Chat.NOW));
        delete(DRAINED);

        // Then
        await().untilAsserted(() -> assertThat(monitor.calls).containsOnlyKeys("chat-0"));
        assertThat(monitor.watched).containsOnlyKeys(session.id());
        existing.pods = List.of();
        await().untilAsserted(() -> assertThat(monitor.watched).isEmpty());
    }

    @Test
    void aReconcileThatComesTooLateDoesNotEndTheWatchOfADrain() {
        // Given a deleted BeamCluster whose node is being drained
        existing.ids.add(Naming.id(DRAINED));
        var runs = Chat.pod("chat-0");
        var session = reconciled(DRAINED, runs);
        existing.pods = List.of(Chat.terminating(runs, Chat.NOW));
        delete(DRAINED);
        await().untilAsserted(() -> assertThat(monitor.calls).containsOnlyKeys("chat-0"));

        // When
        var late = sessions.of(DRAINED);

        // Then
        assertThat(late.isClosed()).isTrue();
        assertThat(monitor.watched).containsOnlyKeys(session.id());
    }

    @Test
    void theNodesAreDrainedWhileAFinalizerKeepsTheBeamCluster() {
        // Given
        existing.ids.add(Naming.id(DRAINED));
        var runs = Chat.pod("chat-0");
        var _ = reconciled(DRAINED, runs);

        // When it is deleted but remains, for longer than garbage collection takes
        sessions.follow(Naming.id(DRAINED));
        sessions.follow(Naming.id(DRAINED));
        await().during(Duration.ofMillis(200)).until(() -> monitor.calls.isEmpty());
        existing.pods = List.of(Chat.terminating(runs, Chat.NOW));

        // Then
        await().untilAsserted(() -> assertThat(monitor.calls).containsOnlyKeys("chat-0"));
        assertThat(monitor.watched).isNotEmpty();

        // When the finalizer is removed
        existing.pods = List.of();
        delete(DRAINED);

        // Then
        await().untilAsserted(() -> assertThat(monitor.watched).isEmpty());
        assertThat(monitor.again).isEmpty();
    }

    private ClusterSession reconciled(BeamCluster cluster, Pod... pods) {
        var session = sessions.of(cluster);
        var statefulSet = Chat.statefulSet(cluster, 2, 2);
        var objects = new HasMetadata[pods.length + 1];
        System.arraycopy(pods, 0, objects, 0, pods.length);
        objects[pods.length] = statefulSet;
        var cached = Chat.caches(objects);
        session.watch(Targets.of("chat-0"));
        try (var api = new ApiStandIn()) {
            session.drain(cluster, new Snapshots(api.client()).take(cluster, cached, session, Chat.NOW), cached);
        }
        existing.pods = List.of(pods);
        return session;
    }

    /** Deletes in the same order as an informer. */
    private void delete(BeamCluster cluster) {
        existing.ids.remove(Naming.id(cluster));
        sessions.close(Naming.id(cluster));
    }
}
