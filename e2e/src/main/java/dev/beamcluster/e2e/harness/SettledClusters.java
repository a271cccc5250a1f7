package dev.beamcluster.e2e.harness;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import org.awaitility.Awaitility;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/**
 * The BeamClusters of a namespace that are not reconciling, as a watch reports them. Listing a thousand every moment would keep
 * the API server busy.
 */
final class SettledClusters implements AutoCloseable {

    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private final Watch watch;

    SettledClusters(TestNamespace namespace) {
        watch = namespace
                .cluster()
                .client()
                .resources(BeamCluster.class)
                .inNamespace(namespace.name())
                .watch(new Changes(names));
    }

    /** Waits until there are as many. */
    void await(int count, Duration atMost) {
        Awaitility.await().atMost(atMost).pollInterval(Duration.ofMillis(20)).until(() -> names.size() == count);
    }

    private record Changes(Set<String> names) implements Watcher<BeamCluster> {

        @Override
        public void eventReceived(Action action, BeamCluster cluster) {
            if (action != Action.DELETED && isSettled(cluster)) {
                names.add(cluster.getMetadata().getName());
            } else {
                names.remove(cluster.getMetadata().getName());
            }
        }

        private static boolean isSettled(BeamCluster cluster) {
            return cluster.getStatus() != null
                    && cluster.getStatus().conditions().stream()
                            .anyMatch(condition -> condition.getType().equals("Reconciling")
                                    && condition.getStatus().equals("False"));
        }

        @Override
        public void onClose(WatcherException cause) {
            names.clear();
        }
    }

    @Override
    public void close() {
        watch.close();
    }
}
