package dev.beamcluster.kubectl.view;

import java.time.Instant;
import java.util.List;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.Summary;

/** One line for each of several BeamClusters. */
public final class ClusterTable {

    private ClusterTable() {}

    /** Returns the table; an empty text without BeamClusters. */
    public static String of(List<BeamCluster> clusters, Instant now) {
        var table = new Table("NAMESPACE", "NAME", "HEALTH", "FOR", "NODES", "LINKS", "REASON", "AGE");
        for (BeamCluster cluster : clusters) {
            Summary summary =
                    cluster.getStatus() == null ? null : cluster.getStatus().summary();
            table.row(
                    cluster.getMetadata().getNamespace(),
                    cluster.getMetadata().getName(),
                    Health.of(cluster).word(),
                    Conditions.find(cluster, "Ready")
                            .map(ready -> Ages.since(ready.getLastTransitionTime(), now))
                            .orElse("?"),
                    summary == null ? "?" : summary.nodes(),
                    summary == null ? "?" : summary.links(),
                    Conditions.reason(cluster, "Ready"),
                    Ages.since(cluster.getMetadata().getCreationTimestamp(), now));
        }
        return table.isEmpty() ? "" : table.text();
    }

    /** Returns the health of all together; unknown without BeamClusters. */
    public static Health health(List<BeamCluster> clusters) {
        return clusters.stream().map(Health::of).reduce(Health::and).orElse(Health.UNKNOWN);
    }
}
