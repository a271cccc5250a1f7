package dev.beamcluster.operator.desired.validation;

import java.util.stream.Stream;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.NodeNaming;

/** Finds disks whose data may be useless to the node that gets them. */
final class StorageWarnings {

    private StorageWarnings() {}

    static Stream<Problem> of(BeamCluster cluster) {
        NodeNaming.Address address = NodeNaming.addressOf(cluster.getSpec().node());
        return cluster.getSpec().storage() != null && address != NodeNaming.Address.DNS
                ? Stream.of(Problem.warning(
                        "spec.storage",
                        "with spec.node.address: " + address
                                + " a node gets a new name whenever its pod is replaced, and data that"
                                + " depends on node names, such as a Mnesia schema, cannot be loaded under a new name",
                        "create a new BeamCluster with node.address: DNS, unless your data has no node names in it"))
                : Stream.of();
    }
}
