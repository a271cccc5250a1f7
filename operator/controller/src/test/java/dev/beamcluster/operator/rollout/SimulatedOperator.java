package dev.beamcluster.operator.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;
import dev.beamcluster.mesh.MeshReport;

/** An operator that remembers nothing but the times in the status. */
final class SimulatedOperator {

    private final Workload workload;
    private final int maxUnavailable;
    private final Duration minReady;

    private Map<String, Instant> meshedSince = Map.of();

    SimulatedOperator(Workload workload, int maxUnavailable, Duration minReady) {
        this.workload = workload;
        this.maxUnavailable = maxUnavailable;
        this.minReady = minReady;
    }

    /** Returns what it plans now, if it has this report. */
    Plan plan(int wanted, String template, Optional<MeshReport> seen) {
        var policy = new RolloutPolicy(wanted, true, maxUnavailable, minReady, Duration.ofMinutes(10));
        var trial = new Trial(policy, times(wanted, seen), workload.now());
        return new RolloutPlanner(policy, workload.nodes(wanted), workload.leaving(wanted), seen, trial)
                .next(workload.facts(), template);
    }

    /** Writes the status. */
    void writeStatus(int wanted, Optional<MeshReport> seen) {
        meshedSince = times(wanted, seen);
    }

    private Map<String, Instant> times(int wanted, Optional<MeshReport> seen) {
        return MeshedSince.of(workload.nodes(wanted), seen, status(), workload.now());
    }

    private BeamClusterStatus status() {
        List<NodeStatus> nodes = meshedSince.entrySet().stream()
                .map(node -> new NodeStatus(
                        node.getKey(),
                        node.getKey(),
                        NodeState.Meshed,
                        null,
                        null,
                        null,
                        node.getValue().toString(),
                        null,
                        null,
                        null))
                .toList();
        return new BeamClusterStatus(1L, 0, 0, null, null, nodes, null, List.of(), null, List.of());
    }
}
