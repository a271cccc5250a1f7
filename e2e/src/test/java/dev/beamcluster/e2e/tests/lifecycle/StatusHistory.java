package dev.beamcluster.e2e.tests.lifecycle;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Condition;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;
import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.ConditionAssert;

/** Records every status of a BeamCluster, so that short-lived reports are not missed. */
final class StatusHistory implements AutoCloseable {

    private final WatchedChanges<BeamCluster> changes;

    StatusHistory(Beam beam) {
        this.changes = new WatchedChanges<>(beam.namespace()
                .cluster()
                .client()
                .resources(BeamCluster.class)
                .inNamespace(beam.namespace().name())
                .withName(beam.name()));
    }

    /** All entries that {@code status.mesh.unexpectedNodes} had. */
    List<String> unexpectedNodes() {
        return statuses()
                .map(BeamClusterStatus::mesh)
                .filter(Objects::nonNull)
                .flatMap(mesh -> mesh.unexpectedNodes().stream())
                .distinct()
                .toList();
    }

    /** The generations of the spec for which Ready was True at some time. */
    List<Long> readyGenerations() {
        return statuses()
                .flatMap(status -> status.conditions().stream())
                .filter(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"))
                .map(Condition::getObservedGeneration)
                .distinct()
                .toList();
    }

    /** All reports about one node. */
    List<NodeStatus> of(String pod) {
        return statuses()
                .flatMap(status -> status.nodes().stream())
                .filter(node -> node.pod().equals(pod))
                .toList();
    }

    /** All values that a condition had. */
    List<ConditionAssert> conditions(String type) {
        return changes.all().stream()
                .map(WatchedChanges.Change::object)
                .filter(beam -> beam.getStatus() != null)
                .flatMap(beam -> beam.getStatus().conditions().stream()
                        .filter(condition -> condition.getType().equals(type)
                                && Objects.equals(
                                        condition.getObservedGeneration(),
                                        beam.getMetadata().getGeneration()))
                        .map(condition -> new ConditionAssert(condition, beam)))
                .toList();
    }

    private Stream<BeamClusterStatus> statuses() {
        return changes.all().stream().map(change -> change.object().getStatus()).filter(Objects::nonNull);
    }

    @Override
    public void close() {
        changes.close();
    }
}
