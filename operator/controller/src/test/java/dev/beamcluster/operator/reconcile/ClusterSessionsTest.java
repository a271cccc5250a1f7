package dev.beamcluster.operator.reconcile;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.metrics.OperatorMetrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The state of a BeamCluster is dropped when it is deleted, even if the deletion is detected late. */
class ClusterSessionsTest {

    private static final BeamCluster FIRST = Chat.named("chat", "first", "");
    private static final BeamCluster SECOND = Chat.named("chat", "second", "");

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
    void aBeamClusterHasOneSession() {
        existing.ids.add(Naming.id(FIRST));

        assertThat(sessions.of(FIRST)).isSameAs(sessions.of(FIRST));
        assertThat(sessions.of(FIRST).isClosed()).isFalse();
    }

    @Test
    void theWatchEndsWithTheBeamCluster() {
        // Given
        existing.ids.add(Naming.id(FIRST));
        sessions.of(FIRST).watch(Targets.of("chat-0"));

        // When
        delete(FIRST);

        // Then
        assertThat(monitor.watched).isEmpty();
    }

    @Test
    void aRunningReconcileWatchesNothingAfterTheDeletion() {
        // Given
        existing.ids.add(Naming.id(FIRST));
        ClusterSession session = sessions.of(FIRST);

        // When
        delete(FIRST);
        session.watch(Targets.of("chat-0"));

        // Then
        assertThat(session.isClosed()).isTrue();
        assertThat(monitor.watched).isEmpty();
    }

    @Test
    void aReconcileThatStartsAfterTheDeletionWatchesNothing() {
        // Given a reconcile that read the BeamCluster from the cache just before
        delete(FIRST);

        // When
        ClusterSession session = sessions.of(FIRST);
        session.watch(Targets.of("chat-0"));

        // Then
        assertThat(session.isClosed()).isTrue();
        assertThat(monitor.everWatched).isEmpty();
    }

    @Test
    void aMeshWithoutNodesIsNotWatched() {
        // Given
        existing.ids.add(Naming.id(FIRST));
        ClusterSession session = sessions.of(FIRST);

        // When
        session.watch(Targets.of());

        session.watch(Targets.of("chat-0"));
        session.watch(Targets.of());

        // Then
        assertThat(monitor.everWatched).containsExactly(session.id());
        assertThat(monitor.watched).isEmpty();
    }

    /** Nothing is left in either order. */
    @RepeatedTest(100)
    void aConcurrentDeletionAndReconcileLeaveNothing() throws Exception {
        // Given
        existing.ids.add(Naming.id(FIRST));
        var together = new CyclicBarrier(2);

        // When
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> both = new ArrayList<>();
            both.add(threads.submit(() -> {
                together.await();
                sessions.of(FIRST).watch(Targets.of("chat-0"));
                return null;
            }));
            both.add(threads.submit(() -> {
                together.await();
                delete(FIRST);
                return null;
            }));
            for (Future<?> one : both) {
                one.get();
            }
        }

        // Then
        await().pollDelay(Duration.ZERO)
                .untilAsserted(() -> assertThat(monitor.watched).isEmpty());
    }

    @Test
    void afterAMissedDeletionTheNextBeamClusterOfThatNameStartsEmpty() {
        // Given
        existing.ids.add(Naming.id(FIRST));
        ClusterSession first = sessions.of(FIRST);
        first.watch(Targets.of("chat-0"));
        first.awaited(Set.of("chat-1"));

        // When the list after a lost watch has another BeamCluster of that name
        existing.ids.remove(Naming.id(FIRST));
        existing.ids.add(Naming.id(SECOND));
        ClusterSession second = sessions.of(SECOND);
        second.watch(Targets.of("chat-0"));

        // Then
        assertThat(first.isClosed()).isTrue();
        assertThat(second.awaited()).isEmpty();
        assertThat(second.credentials()).isNotSameAs(first.credentials());
        assertThat(monitor.watched).containsOnlyKeys(Naming.id(SECOND));

        // When the deletion is announced after all
        sessions.close(Naming.id(FIRST));

        // Then
        assertThat(second.isClosed()).isFalse();
        assertThat(monitor.watched).containsOnlyKeys(Naming.id(SECOND));
    }

    @Test
    void theWatchContinuesUntilTheNodesAreDrained() {
        // Given
        var drained = Chat.named("chat", "first", "drain: {module: Chat, function: drain}");
        existing.ids.add(Naming.id(drained));
        var runs = Chat.pod("chat-0");
        var session = reconciled(drained, runs);

        // When
        delete(drained);
        existing.pods = List.of(Chat.terminating(runs, Chat.NOW));

        // Then
        await().untilAsserted(() -> assertThat(monitor.calls).containsOnlyKeys("chat-0"));
        assertThat(monitor.watched).containsOnlyKeys(session.id());
        existing.pods = List.of();
        await().untilAsserted(() -> assertThat(monitor.watched).isEmpty());
    }

    @Test
    void aReconcileThatComesTooLateDoesNotEndTheWatchOfADrain() {
        // Given a deleted BeamCluster whose nodes are not drained yet
        var drained = Chat.named("chat", "first", "drain: {module: Chat, function: drain}");
        existing.ids.add(Naming.id(drained));
        var runs = Chat.pod("chat-0");
        var session = reconciled(drained, runs);
        delete(drained);

        // When
        var late = sessions.of(drained);

        // Then
        assertThat(late.isClosed()).isTrue();
        assertThat(monitor.watched).containsOnlyKeys(session.id());
        existing.pods = List.of(Chat.terminating(runs, Chat.NOW));
        await().untilAsserted(() -> assertThat(monitor.calls).containsOnlyKeys("chat-0"));
        assertThat(monitor.watched).containsOnlyKeys(session.id());
    }

    @Test
    void theNodesAreDrainedWhileAFinalizerKeepsTheBeamCluster() {
        // Given
        var drained = Chat.named("chat", "first", "drain: {module: Chat, function: drain}");
        existing.ids.add(Naming.id(drained));
        var runs = Chat.pod("chat-0");
        var _ = reconciled(drained, runs);

        // When it is deleted but remains, for longer than garbage collection takes
        sessions.follow(Naming.id(drained));
        sessions.follow(Naming.id(drained));
        await().during(Duration.ofMillis(200)).until(() -> monitor.calls.isEmpty());
        existing.pods = List.of(Chat.terminating(runs, Chat.NOW));

        // Then
        await().untilAsserted(() -> assertThat(monitor.calls).containsOnlyKeys("chat-0"));
        assertThat(monitor.watched).isNotEmpty();

        // When the finalizer is removed
        existing.pods = List.of();
        delete(drained);

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

    private static final class Existing implements ClusterSessions.Caches {

        private final Set<ClusterId> ids = ConcurrentHashMap.newKeySet();
        private volatile List<Pod> pods = List.of();

        @Override
        public boolean exists(ClusterId id) {
            return ids.contains(id);
        }

        @Override
        public List<Pod> pods(ClusterId id) {
            return pods;
        }
    }
}
