package dev.beamcluster.operator.reconcile;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.fabric8.kubernetes.api.model.Pod;

import dev.beamcluster.mesh.ClusterId;

/** What an informer would have of BeamClusters and their pods. */
final class Existing implements ClusterSessions.Caches {

    final Set<ClusterId> ids = ConcurrentHashMap.newKeySet();
    volatile List<Pod> pods = List.of();

    @Override
    public boolean exists(ClusterId id) {
        return ids.contains(id);
    }

    @Override
    public List<Pod> pods(ClusterId id) {
        return pods;
    }
}
