package dev.beamcluster.operator.desired;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Distribution;
import dev.beamcluster.api.v1alpha1.Port;

/** The ports of a node's pod that the NetworkPolicy opens to everyone: all ports except those of the distribution. */
final class OpenPorts {

    private static final String TCP = "TCP";

    private OpenPorts() {}

    /**
     * Returns the open ports. Ports of {@code spec.ports} are opened by name: while a rollout changes a number, some pods have
     * the old number and some the new one. Ports of {@code spec.template} are opened by number, because they need no name, and
     * two may have the same name.
     *
     * @param pod the pod of a node, with {@code spec.template} merged into it
     */
    static List<NetworkPolicyPort> of(BeamCluster cluster, PodTemplateSpec pod) {
        List<Port> byName = byName(cluster, pod);
        Stream<NetworkPolicyPort> numbers = byNumber(cluster, pod, byName)
                .map(open -> new NetworkPolicyPortBuilder()
                        .withProtocol(open.protocol())
                        .withNewPort(open.number())
                        .build());
        Stream<NetworkPolicyPort> names = byName.stream()
                .map(port -> new NetworkPolicyPortBuilder()
                        .withProtocol(port.protocol().name())
                        .withNewPort(port.name())
                        .build());
        return Stream.concat(numbers, names).toList();
    }

    private record Open(int number, String protocol) {}

    private static Stream<Open> byNumber(BeamCluster cluster, PodTemplateSpec pod, List<Port> byName) {
        return ports(pod)
                .filter(port -> !isDistribution(port, cluster.getSpec().distribution()))
                .filter(port -> byName.stream().noneMatch(named -> is(named, port)))
                .map(port -> new Open(port.getContainerPort(), protocol(port)))
                .distinct()
                .sorted(Comparator.comparingInt(Open::number).thenComparing(Open::protocol));
    }

    /** Excludes a name that a distribution port of another container shares: opening the name would open that port as well. */
    private static List<Port> byName(BeamCluster cluster, PodTemplateSpec pod) {
        Set<String> closed = ports(pod)
                .filter(port -> isDistribution(port, cluster.getSpec().distribution()))
                .map(ContainerPort::getName)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return NodePorts.targets(cluster).stream()
                .filter(port -> !closed.contains(port.name()))
                .sorted(Comparator.comparing(Port::name))
                .toList();
    }

    private static Stream<ContainerPort> ports(PodTemplateSpec pod) {
        return Stream.of(pod.getSpec().getInitContainers(), pod.getSpec().getContainers())
                .flatMap(List::stream)
                .map(Container::getPorts)
                .filter(Objects::nonNull)
                .flatMap(List::stream);
    }

    private static boolean isDistribution(ContainerPort port, Distribution distribution) {
        int number = port.getContainerPort();
        boolean isEpmd = distribution.epmd() && number == Naming.EPMD_PORT;
        boolean isInRange = number >= distribution.ports().from()
                && number <= distribution.ports().to();
        return protocol(port).equals(TCP) && (isEpmd || isInRange);
    }

    private static boolean is(Port port, ContainerPort other) {
        return port.name().equals(other.getName())
                && port.target() == other.getContainerPort()
                && port.protocol().name().equals(protocol(other));
    }

    private static String protocol(ContainerPort port) {
        return Objects.requireNonNullElse(port.getProtocol(), TCP);
    }
}
