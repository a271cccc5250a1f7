package dev.beamcluster.operator.desired;

import java.util.Optional;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Port;
import dev.beamcluster.api.v1alpha1.ServiceSettings;

/** The Service through which clients of the application reach the ready nodes. */
final class ClientService {

    private ClientService() {}

    static Optional<Service> of(BeamCluster cluster) {
        if (cluster.getSpec().ports().isEmpty()) {
            return Optional.empty();
        }
        Service standard = new ServiceBuilder()
                .withMetadata(Naming.child(cluster, Naming.cluster(cluster)))
                .withNewSpec()
                .withSelector(Naming.selector(cluster))
                .withPorts(cluster.getSpec().ports().stream()
                        .map(port -> port(cluster, port))
                        .toList())
                .endSpec()
                .build();
        return Optional.of(Optional.ofNullable(cluster.getSpec().service())
                .map(settings -> with(settings, standard))
                .orElse(standard));
    }

    /**
     * Sets only what the user sets. Everything else stays as Kubernetes allocated it: node ports, the cluster IP and the port for
     * health checks have no owner, so server-side apply neither changes nor removes them. The API server clears those that a new
     * type does not need (kubernetes/kubernetes, dropTypeDependentFields).
     */
    private static Service with(ServiceSettings settings, Service service) {
        return new ServiceBuilder(service)
                .editMetadata()
                .addToLabels(settings.labels())
                .addToAnnotations(settings.annotations())
                .endMetadata()
                .editSpec()
                .withType(settings.type().name())
                .withLoadBalancerClass(settings.loadBalancerClass())
                .withLoadBalancerSourceRanges(settings.loadBalancerSourceRanges())
                .withExternalTrafficPolicy(name(settings.externalTrafficPolicy()))
                .withInternalTrafficPolicy(name(settings.internalTrafficPolicy()))
                .withSessionAffinity(name(settings.sessionAffinity()))
                .endSpec()
                .build();
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
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
                .withNodePort(port.nodePort())
                .build();
    }
}
