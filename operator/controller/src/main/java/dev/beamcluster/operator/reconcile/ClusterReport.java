package dev.beamcluster.operator.reconcile;

import java.time.Instant;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.Pod;

import dev.beamcluster.operator.metrics.OperatorMetrics;
import dev.beamcluster.operator.metrics.Outside;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.reconcile.apply.CachedObjects;
import dev.beamcluster.operator.reconcile.pods.NodeRestarts;

/** Reports to the metrics what a reconcile has read. */
final class ClusterReport {

    private ClusterReport() {}

    static void write(OperatorMetrics metrics, Snapshot seen, CachedObjects cached, ClusterSession session) {
        Set<String> nodes = seen.allNodes().stream().map(ExpectedNode::podName).collect(Collectors.toSet());
        SortedMap<String, Instant> certificates = session.credentials().expirations();
        metrics.seen(
                session.id(),
                seen,
                new Outside(
                        NodeRestarts.of(cached.all(Pod.class).stream()
                                .filter(pod -> nodes.contains(pod.getMetadata().getName()))
                                .toList()),
                        certificates));
    }
}
