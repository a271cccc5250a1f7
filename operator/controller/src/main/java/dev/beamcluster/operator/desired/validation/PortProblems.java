package dev.beamcluster.operator.desired.validation;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.PodSpec;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Port;
import dev.beamcluster.operator.desired.template.TemplateSpec;

/** Finds container ports that share a name, or that the Service and the NetworkPolicy can no longer refer to by name. */
final class PortProblems {

    private PortProblems() {}

    /**
     * Returns the problems of all containers' ports.
     *
     * @param pod the pod, with {@code spec.template} merged into it
     */
    static Stream<Problem> of(BeamCluster cluster, Reserved reserved, PodSpec pod) {
        boolean isTaken = cluster.getSpec().ports().stream().map(Port::name).anyMatch(reserved.port()::equals);
        Stream<Problem> taken = isTaken ? Stream.of(taken(reserved.port())) : Stream.of();
        return Stream.of(
                        taken,
                        changed(reserved, pod),
                        twice(Paths.INIT_CONTAINERS, pod.getInitContainers(), reserved, isTaken),
                        twice(Paths.CONTAINERS, pod.getContainers(), reserved, isTaken))
                .flatMap(each -> each);
    }

    private static Problem taken(String name) {
        return new Problem(
                Paths.item("spec.ports", name) + ".name",
                "the operator's own port already has this name",
                "choose another name");
    }

    private static Stream<Problem> changed(Reserved reserved, PodSpec pod) {
        List<ContainerPort> merged = nodePorts(pod).toList();
        return nodePorts(reserved.pod().getSpec())
                .filter(port -> !port.getName().equals(reserved.port()))
                .filter(port -> merged.stream().noneMatch(other -> isSame(port, other)))
                .map(port -> new Problem(
                        Paths.NODE + ".ports",
                        "it would change port " + port.getName() + ", which spec.ports defines",
                        "change it there"));
    }

    private static boolean isSame(ContainerPort port, ContainerPort other) {
        return port.getName().equals(other.getName())
                && port.getContainerPort().equals(other.getContainerPort())
                && port.getProtocol().equals(Objects.requireNonNullElse(other.getProtocol(), "TCP"));
    }

    /** Finds duplicate names. A reserved name in {@code spec.ports} is reported there, not here as well. */
    private static Stream<Problem> twice(String list, List<Container> containers, Reserved reserved, boolean isTaken) {
        return containers.stream()
                .flatMap(container -> ports(container)
                        .map(ContainerPort::getName)
                        .filter(Objects::nonNull)
                        .filter(name -> !(isTaken && name.equals(reserved.port())))
                        .collect(Collectors.groupingBy(name -> name, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .filter(count -> count.getValue() > 1)
                        .map(count -> new Problem(
                                Paths.item(list, container.getName()) + ".ports",
                                "more than one port has the name " + count.getKey(),
                                "give each port of a container its own name")));
    }

    private static Stream<ContainerPort> nodePorts(PodSpec pod) {
        return pod.getContainers().stream()
                .filter(container -> TemplateSpec.NODE_CONTAINER.equals(container.getName()))
                .flatMap(PortProblems::ports);
    }

    private static Stream<ContainerPort> ports(Container container) {
        return Stream.ofNullable(container.getPorts()).flatMap(List::stream);
    }
}
