package dev.beamcluster.operator.desired;

import java.util.List;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Distribution;

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
                .withIpFamilies(families(cluster.getSpec().distribution()))
                .withPorts(port(cluster.getSpec().distribution()))
                .endSpec()
                .build();
    }

    /** Kubernetes' own choice is the cluster's first family; what the nodes speak must be asked for. */
    private static List<String> families(Distribution distribution) {
        return distribution.ipFamily() == Distribution.IpFamily.IPv6 ? List.of("IPv6") : List.of();
    }

    private static ServicePort port(Distribution distribution) {
        int number =
                distribution.epmd() ? Naming.EPMD_PORT : distribution.ports().from();
        return new ServicePortBuilder()
                .withName(distribution.epmd() ? "epmd" : "dist")
                .withProtocol("TCP")
                .withPort(number)
                .withNewTargetPort(number)
                .build();
    }
}
