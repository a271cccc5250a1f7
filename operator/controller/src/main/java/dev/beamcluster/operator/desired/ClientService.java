package dev.beamcluster.operator.desired;

import java.util.Optional;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Port;

/** The Service through which clients of the application reach the ready nodes. */
final class ClientService {

    private ClientService() {}

    static Optional<Service> of(BeamCluster cluster) {
        if (cluster.getSpec().ports().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ServiceBuilder()
                .withMetadata(Naming.child(cluster, Naming.cluster(cluster)))
                .withNewSpec()
                .withSelector(Naming.selector(cluster))
                .withPorts(cluster.getSpec().ports().stream()
                        .map(port -> port(cluster, port))
                        .toList())
                .endSpec()
                .build());
    }

    /**
     * Targets the container port by name: while a rollout changes its number, the Service reaches each pod at that pod's own
     * number.
     */
    private static ServicePort port(BeamCluster cluster, Port port) {
        return new ServicePortBuilder()
                .withName(port.name())
                .withProtocol(port.protocol().name())
                .withPort(port.port())
                .withNewTargetPort(NodePorts.targetName(cluster, port))
                .withAppProtocol(port.appProtocol())
                .build();
    }
}
