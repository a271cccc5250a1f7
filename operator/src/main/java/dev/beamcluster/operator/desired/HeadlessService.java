package dev.beamcluster.operator.desired;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/** The Service that gives every node a DNS name of its own. */
final class HeadlessService {

    private HeadlessService() {}

    /**
     * Addresses are published before a pod is ready: a node must be found by its peers to become ready, and one that is not
     * ready for its users is still a member (rabbitmq/cluster-operator#958).
     */
    static Service of(BeamCluster cluster) {
        return new ServiceBuilder()
                .withMetadata(Naming.child(cluster, Naming.headlessService(cluster)))
                .withNewSpec()
                .withClusterIP("None")
                .withPublishNotReadyAddresses(true)
                .withSelector(Naming.selector(cluster))
                .withPorts(epmd())
                .endSpec()
                .build();
    }

    private static ServicePort epmd() {
        return new ServicePortBuilder()
                .withName("epmd")
                .withProtocol("TCP")
                .withPort(Naming.EPMD_PORT)
                .withNewTargetPort(Naming.EPMD_PORT)
                .build();
    }
}
