package dev.beamcluster.e2e.tests.lifecycle;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;
import dev.beamcluster.e2e.harness.Beam;

import static org.assertj.core.api.Assertions.assertThat;

/** Every status that a BeamCluster had from now on: what is told for a moment only is not missed, as by looking now and then. */
final class StatusHistory implements Watcher<BeamCluster>, AutoCloseable {

    private final ConcurrentLinkedQueue<BeamClusterStatus> statuses = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final Watch watch;

    StatusHistory(Beam beam) {
        this.watch = beam.namespace()
                .cluster()
                .client()
                .resources(BeamCluster.class)
                .inNamespace(beam.namespace().name())
                .withName(beam.name())
                .watch(this);
    }

    @Override
    public void eventReceived(Action action, BeamCluster cluster) {
        if (cluster.getStatus() != null) {
            statuses.add(cluster.getStatus());
        }
    }

    @Override
    public void onClose(WatcherException cause) {
        failures.add(String.valueOf(cause));
    }

    /** Whatever was named in {@code status.mesh.unexpectedNodes}. */
    List<String> unexpectedNodes() {
        return checked()
                .map(BeamClusterStatus::mesh)
                .filter(Objects::nonNull)
                .flatMap(mesh -> mesh.unexpectedNodes().stream())
                .distinct()
                .toList();
    }

    /** Whatever was told of one node. */
    List<NodeStatus> of(String pod) {
        return checked()
                .flatMap(status -> status.nodes().stream())
                .filter(node -> node.pod().equals(pod))
                .toList();
    }

    private Stream<BeamClusterStatus> checked() {
        assertThat(failures).isEmpty();
        return statuses.stream();
    }

    @Override
    public void close() {
        watch.close();
    }

    @Override
    public boolean reconnecting() {
        return true;
    }
}
