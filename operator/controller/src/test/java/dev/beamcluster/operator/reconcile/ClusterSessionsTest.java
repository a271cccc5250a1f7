package dev.beamcluster.operator.reconcile;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import dev.beamcluster.api.v1alpha1.BeamCluster;
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

    /** Deletes in the same order as an informer. */
    private void delete(BeamCluster cluster) {
        existing.ids.remove(Naming.id(cluster));
        sessions.close(Naming.id(cluster));
    }
}
