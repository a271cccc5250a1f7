package dev.beamcluster.operator.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import org.junit.jupiter.api.Test;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.operator.metrics.OperatorMetrics;

import static org.assertj.core.api.Assertions.assertThat;

class MeshEventsTest {

    private static final ClusterSessions.Caches NO_CACHES = new ClusterSessions.Caches() {
        @Override
        public boolean exists(ClusterId id) {
            return false;
        }

        @Override
        public List<Pod> pods(ClusterId id) {
            return List.of();
        }
    };

    private final List<Event> events = new ArrayList<>();
    private final MeshEvents source = new MeshEvents(new ClusterSessions(
            new RecordingMonitor(),
            (_, _, _) -> {},
            NO_CACHES,
            new OperatorMetrics(),
            () -> Instant.EPOCH,
            ClusterSessions.Pace.STANDARD));

    MeshEventsTest() {
        source.setEventHandler(events::add);
        source.start();
    }

    @Test
    void aChangeOfTheMeshTriggersAReconcile() {
        source.changed(new ClusterId("shop", "chat", "uid"));

        assertThat(ids()).containsExactly(new ResourceID("chat", "shop"));
    }

    @Test
    void theRequestForNewerPodDefaultsTriggersAReconcile() {
        // When, then
        source.onResourceUpdated(Chat.cluster(""), annotated("other", "2"));
        source.onResourceUpdated(
                annotated("beamcluster.dev/pod-defaults", "2"), annotated("beamcluster.dev/pod-defaults", "2"));
        assertThat(ids()).isEmpty();

        source.onResourceUpdated(annotated("beamcluster.dev/pod-defaults", "2"), Chat.cluster(""));
        assertThat(ids()).containsExactly(new ResourceID("chat", "shop"));
    }

    private List<ResourceID> ids() {
        return events.stream().map(Event::getRelatedCustomResourceID).toList();
    }

    private static BeamCluster annotated(String name, String value) {
        var cluster = Chat.cluster("");
        cluster.getMetadata().setAnnotations(Map.of(name, value));
        return cluster;
    }
}
