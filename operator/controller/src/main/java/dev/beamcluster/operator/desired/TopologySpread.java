package dev.beamcluster.operator.desired;

import java.util.List;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/**
 * Spreads the nodes over Kubernetes nodes and zones, so that losing one takes down as few nodes as possible. It is a preference,
 * not a requirement: on a single Kubernetes node all of them still run. {@code spec.template} can make it strict, by topology
 * key.
 */
final class TopologySpread {

    private TopologySpread() {}

    static List<TopologySpreadConstraint> of(BeamCluster cluster) {
        return Stream.of("kubernetes.io/hostname", "topology.kubernetes.io/zone")
                .map(key -> constraint(key, cluster))
                .toList();
    }

    private static TopologySpreadConstraint constraint(String topologyKey, BeamCluster cluster) {
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
