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

    /** The port on which the peers look for the node: epmd's, or without epmd the first one of the distribution. */
    static ContainerPort distribution(Distribution distribution) {
        return distribution.epmd()
                ? port("epmd", Naming.EPMD_PORT, "TCP")
                : port("dist", distribution.ports().from(), "TCP");
    }

    /**
     * The application's ports, one for each number and protocol that the container listens on. If several ports of the Service
     * have the same target, the first of them gives the container port its name.
     */
    static Collection<Port> targets(BeamCluster cluster) {
        var targets = new LinkedHashMap<Target, Port>();
        cluster.getSpec().ports().forEach(port -> targets.putIfAbsent(Target.of(port), port));
        return targets.values();
    }

    /** The name of the container port that this port of the Service leads to. */
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
