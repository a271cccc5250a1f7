package dev.beamcluster.operator.desired;

import java.util.List;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/**
 * Nodes apart from each other, so that a lost machine or zone takes as few as it can. A wish and no condition: on one machine
 * they run all the same. {@code spec.template} makes it stricter by topology key.
 */
final class TopologySpread {

    private TopologySpread() {}

    static List<TopologySpreadConstraint> of(BeamCluster cluster) {
        return Stream.of("kubernetes.io/hostname", "topology.kubernetes.io/zone")
                .map(key -> over(key, cluster))
                .toList();
    }

    private static TopologySpreadConstraint over(String topologyKey, BeamCluster cluster) {
        return new TopologySpreadConstraintBuilder()
                .withTopologyKey(topologyKey)
                .withMaxSkew(1)
                .withWhenUnsatisfiable("ScheduleAnyway")
                .withNewLabelSelector()
                .withMatchLabels(Naming.selector(cluster))
                .endLabelSelector()
                .build();
    }
}
