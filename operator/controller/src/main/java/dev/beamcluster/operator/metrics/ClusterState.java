package dev.beamcluster.operator.metrics;

import java.util.Optional;

import dev.beamcluster.operator.observed.PodFacts;
import dev.beamcluster.operator.observed.Snapshot;

/**
 * What a reconcile has read about a BeamCluster, in numbers.
 *
 * @param wanted how many nodes the spec asks for
 * @param ready how many of them have a pod that is ready and not terminating
 * @param mesh the links; empty without a fresh report, which is not the same as no links
 * @param outside what the snapshot leaves out
 */
record ClusterState(int wanted, int ready, Optional<MeshState> mesh, Outside outside) {

    static ClusterState of(Snapshot seen, Outside outside) {
        long ready = seen.nodes().stream()
                .filter(node -> node.pod().filter(PodFacts::isFine).isPresent())
                .count();
        return new ClusterState(
                seen.wanted(),
                Math.toIntExact(ready),
                seen.mesh().ifFresh().map(report -> MeshState.of(seen, report)),
                outside);
    }
}
