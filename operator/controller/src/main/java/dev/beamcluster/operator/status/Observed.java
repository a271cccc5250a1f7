package dev.beamcluster.operator.status;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

import dev.beamcluster.mesh.MeshMonitor;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.WorkloadFacts;

/**
 * All that a status is made from.
 *
 * @param generation the generation of the spec
 * @param selector the label selector of the pods, as text
 * @param nodes the nodes that are wanted, in ordinal order
 * @param leaving nodes of this cluster that are no longer wanted and whose pods are still there, in ordinal order
 * @param draining pods whose node is being drained
 * @param workload the StatefulSet, absent until it was made
 * @param outcome how applying went
 * @param mesh the last look at the mesh, absent before the first
 * @param outdatedAfter how old that look may be
 * @param patience how long a rollout may wait for one node before it is told as stalled
 */
public record Observed(
        long generation,
        String selector,
        List<ExpectedNode> nodes,
        List<ExpectedNode> leaving,
        SortedSet<String> draining,
        Optional<WorkloadFacts> workload,
        ApplyOutcome outcome,
        Optional<MeshMonitor.Observation> mesh,
        Duration outdatedAfter,
        Duration patience) {

    /** How many nodes are wanted. */
    int wanted() {
        return nodes.size();
    }
}
