package dev.beamcluster.operator.desired;

import java.util.List;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Distribution;

/** The headless Service, which gives every node a stable DNS name. */
final class HeadlessService {

    private HeadlessService() {}

    /**
     * Returns the Service. It publishes the addresses of pods that are not ready: a node's peers must find it before it can
     * become ready, and a node that is not ready for clients is still a member of the mesh (rabbitmq/cluster-operator#958).
     */
    static Service of(BeamCluster cluster) {
        return new ServiceBuilder()
                .withMetadata(Naming.child(cluster, Naming.headlessService(cluster)))
                .withNewSpec()
                .withClusterIP("None")
                .withPublishNotReadyAddresses(true)
                .withSelector(Naming.selector(cluster))
                .withIpFamilies(families(cluster.getSpec().distribution()))
                .withPorts(port(cluster.getSpec().distribution()))
                .endSpec()
                .build();
    }

    /** Requests IPv6 explicitly, since the default of Kubernetes is the first IP family of its cluster. */
    private static List<String> families(Distribution distribution) {
        return distribution.ipFamily() == Distribution.IpFamily.IPv6 ? List.of("IPv6") : List.of();
    }

    private static ServicePort port(Distribution distribution) {
        ContainerPort port = NodePorts.distribution(distribution);
        return new ServicePortBuilder()
                .withName(port.getName())
                .withProtocol(port.getProtocol())
                .withPort(port.getContainerPort())
                .withNewTargetPort(port.getContainerPort())
                .build();
    }
}
