package dev.beamcluster.operator.metrics;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.ToIntFunction;

import io.fabric8.kubernetes.api.model.Condition;

/** Writes the figures of all BeamClusters, family by family, as Prometheus requires. */
final class ClusterText {

    private final MetricText out;
    private final List<ClusterMeters> clusters;

    ClusterText(MetricText out, Collection<ClusterMeters> clusters) {
        this.out = out;
        this.clusters = List.copyOf(clusters);
    }

    void write() throws IOException {
        writeNodes();
        writeLinks();
        writeConditions();
        writeCounts();
    }

    /** How one BeamCluster is written. */
    @FunctionalInterface
    private interface Family {
        void write(String name, ClusterMeters cluster) throws IOException;
    }

    private void family(ClusterMetric metric, Family samples) throws IOException {
        metric.begin(out);
        for (ClusterMeters cluster : clusters) {
            samples.write(metric.text(), cluster);
        }
    }

    private void writeNodes() throws IOException {
        ofState(ClusterMetric.NODES_WANTED, ClusterState::wanted);
        ofState(ClusterMetric.NODES_READY, ClusterState::ready);
        family(ClusterMetric.NODE_RESTARTS, (name, cluster) -> {
            if (cluster.state().isPresent()) {
                for (var pod : cluster.state().get().outside().restarts().entrySet()) {
                    out.sample(name, cluster.labels().and("pod", pod.getKey()), pod.getValue());
                }
            }
        });
        family(ClusterMetric.CERTIFICATE_EXPIRATION, (name, cluster) -> {
            if (cluster.state().isPresent()) {
                for (var user : cluster.state().get().outside().certificates().entrySet()) {
                    Instant end = user.getValue();
                    out.sample(name, cluster.labels().and("used_by", user.getKey()), end.getEpochSecond());
                }
            }
        });
    }

    private void writeLinks() throws IOException {
        ofMesh(ClusterMetric.LINKS_EXPECTED, MeshState::expected);
        ofMesh(ClusterMetric.LINKS_ESTABLISHED, MeshState::established);
        ofMesh(ClusterMetric.ISLANDS, MeshState::islands);
        family(ClusterMetric.LINKS_MISSING, (name, cluster) -> {
            var mesh = cluster.state().flatMap(ClusterState::mesh);
            if (mesh.isPresent()) {
                for (var missing : mesh.get().missing().entrySet()) {
                    Labels why = Labels.of("reason", missing.getKey().reason().name())
                            .and("nodes", missing.getKey().betweenReady() ? "ready" : "other");
                    out.sample(name, cluster.labels().and(why), missing.getValue());
                }
            }
        });
    }

    private void writeConditions() throws IOException {
        family(ClusterMetric.CONDITION, (name, cluster) -> {
            for (Condition condition : cluster.conditions()) {
                Labels now = Labels.of("condition", condition.getType())
                        .and("status", condition.getStatus())
                        .and("reason", condition.getReason());
                out.sample(name, cluster.labels().and(now), 1);
            }
        });
    }

    private void writeCounts() throws IOException {
        family(
                ClusterMetric.ROUND_SECONDS,
                (name, cluster) -> cluster.counts().rounds.write(out, name, cluster.labels()));
        family(
                ClusterMetric.LOSS_REPORT_SECONDS,
                (name, cluster) -> cluster.counts().reports.write(out, name, cluster.labels()));
        family(
                ClusterMetric.LINKS_LOST,
                (name, cluster) -> cluster.counts().lost.write(out, name, cluster.labels()));
        family(
                ClusterMetric.LINKS_RESTORED,
                (name, cluster) -> cluster.counts().restored.write(out, name, cluster.labels()));
        family(
                ClusterMetric.ATTEMPTS,
                (name, cluster) -> cluster.counts().attempts.write(out, name, cluster.labels()));
        family(ClusterMetric.DRAINS, (name, cluster) -> cluster.counts().drains.write(out, name, cluster.labels()));
        family(
                ClusterMetric.ROLLOUT_STEPS,
                (name, cluster) -> cluster.counts().steps.write(out, name, cluster.labels()));
    }

    private void ofState(ClusterMetric metric, ToIntFunction<ClusterState> figure) throws IOException {
        family(metric, (name, cluster) -> {
            if (cluster.state().isPresent()) {
                out.sample(
                        name,
                        cluster.labels(),
                        figure.applyAsInt(cluster.state().get()));
            }
        });
    }

    private void ofMesh(ClusterMetric metric, ToIntFunction<MeshState> figure) throws IOException {
        family(metric, (name, cluster) -> {
            var mesh = cluster.state().flatMap(ClusterState::mesh);
            if (mesh.isPresent()) {
                out.sample(name, cluster.labels(), figure.applyAsInt(mesh.get()));
            }
        });
    }
}
