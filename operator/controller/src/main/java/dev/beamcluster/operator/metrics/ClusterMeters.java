package dev.beamcluster.operator.metrics;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.fabric8.kubernetes.api.model.Condition;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.operator.status.RolloutEvents;

/** Everything that is reported about one BeamCluster. */
final class ClusterMeters {

    private final Labels labels;
    private final ClusterCounts counts = new ClusterCounts();
    private volatile @Nullable ClusterState state;
    private volatile @Nullable BeamClusterStatus status;

    /** Pods that were deleted and whose nodes have not rejoined; see {@link RolloutEvents}. */
    private Set<String> awaited = Set.of();

    ClusterMeters(ClusterId id) {
        this.labels = Labels.of("namespace", id.namespace()).and("name", id.name());
    }

    Labels labels() {
        return labels;
    }

    ClusterCounts counts() {
        return counts;
    }

    Optional<ClusterState> state() {
        return Optional.ofNullable(state);
    }

    List<Condition> conditions() {
        BeamClusterStatus last = status;
        return last == null ? List.of() : last.conditions();
    }

    void seen(ClusterState next) {
        state = next;
    }

    /**
     * Notes a status, and counts what happened to nodes since the one before it.
     *
     * @param before the status from which it was computed; null for a new BeamCluster
     */
    synchronized void reported(@Nullable BeamClusterStatus before, BeamClusterStatus next) {
        BeamClusterStatus last = status == null ? before : status;
        RolloutEvents.Result changes = RolloutEvents.next(awaited, last, next);
        awaited = changes.awaited();
        counts.stepped(changes.nodes());
        status = next;
    }
}
