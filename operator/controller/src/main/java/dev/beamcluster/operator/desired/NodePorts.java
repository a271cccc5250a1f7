package dev.beamcluster.operator.desired;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Distribution;
import dev.beamcluster.api.v1alpha1.Port;

/** The ports of a node's container. */
final class NodePorts {

    private NodePorts() {}

    static List<ContainerPort> of(BeamCluster cluster) {
        return Stream.concat(
                        Stream.of(distribution(cluster.getSpec().distribution())),
                        targets(cluster).stream()
                                .map(port -> port(
                                        port.name(),
                                        port.target(),
                                        port.protocol().name())))
                .toList();
    }

    /** Returns the port on which peers look for the node: epmd's port, or the first port of the distribution without epmd. */
    static ContainerPort distribution(Distribution distribution) {
        return distribution.epmd()
                ? port("epmd", Naming.EPMD_PORT, "TCP")
                : port("dist", distribution.ports().from(), "TCP");
    }

    /**
     * Returns the application's ports, one for each number and protocol on which the container listens. If several ports of the
     * Service have the same target, the first of them names the container port.
     */
    static Collection<Port> targets(BeamCluster cluster) {
        var targets = new LinkedHashMap<Target, Port>();
        cluster.getSpec().ports().forEach(port -> targets.putIfAbsent(Target.of(port), port));
        return targets.values();
    }

    /** Returns the name of the container port that this port of the Service targets. */
    static String targetName(BeamCluster cluster, Port port) {
        return targets(cluster).stream()
                .filter(target -> Target.of(target).equals(Target.of(port)))
                .map(Port::name)
                .findFirst()
                .orElse(port.name());
    }

    private record Target(int number, Port.Protocol protocol) {
        static Target of(Port port) {
            return new Target(port.target(), port.protocol());
        }
    }

    private static ContainerPort port(String name, int number, String protocol) {
        return new ContainerPortBuilder()
                .withName(name)
                .withContainerPort(number)
                .withProtocol(protocol)
                .build();
    }
}
