package dev.beamcluster.operator.desired;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Port;

/**
 * What no pod can be. The API server looks at hardly anything of a StatefulSet's template, so that it would come out only when
 * a node is gone and its pod cannot be made again (kubernetes/kubernetes, ValidateStatefulSetSpec).
 */
final class PodProblems {

    private static final String PORTS = "spec.ports";
    private static final String RESOURCES = "spec.resources";

    private PodProblems() {}

    /**
     * Sorted; empty where nothing is known that a pod cannot be.
     *
     * @param pod of a node, with the user's template laid over it
     */
    static List<Problem> of(BeamCluster cluster, PodSpec pod) {
        Stream<Problem> ofContainers = containers(pod).entrySet().stream()
                .flatMap(entry -> container(cluster, entry.getKey(), entry.getValue()));
        return Stream.concat(ofContainers, applicationPorts(cluster, pod))
                .distinct()
                .sorted()
                .toList();
    }

    /** By their place in the template. */
    private static Map<String, Container> containers(PodSpec pod) {
        var containers = new LinkedHashMap<String, Container>();
        pod.getInitContainers()
                .forEach(container -> containers.put(place("initContainers", container.getName()), container));
        pod.getContainers().forEach(container -> containers.put(place("containers", container.getName()), container));
        return containers;
    }

    private static String place(String list, String name) {
        return TemplateProblems.SPEC + "." + list + "[" + name + "]";
    }

    private static Stream<Problem> container(BeamCluster cluster, String place, Container container) {
        String resources = hasResourcesOfTheSpec(cluster, place) ? RESOURCES : place + ".resources";
        return Stream.of(
                        ResourceProblems.of(resources, container.getResources()),
                        portNames(cluster, place, container),
                        VariableProblems.of(cluster, place, container),
                        handlers(place + ".startupProbe", container.getStartupProbe()),
                        handlers(place + ".readinessProbe", container.getReadinessProbe()),
                        handlers(place + ".livenessProbe", container.getLivenessProbe()))
                .flatMap(problems -> problems);
    }

    private static boolean hasResourcesOfTheSpec(BeamCluster cluster, String place) {
        var template = cluster.getSpec().template();
        boolean isLaidOver = template != null
                && template.spec() != null
                && TemplateProblems.nodes(template.spec()).anyMatch(node -> node.containsKey("resources"));
        return place.equals(place("initContainers", Naming.COOKIE_CONTAINER))
                || (place.equals(TemplateProblems.NODE) && !isLaidOver);
    }

    /** A name that {@code spec.ports} gives twice is told there. */
    private static Stream<Problem> portNames(BeamCluster cluster, String place, Container container) {
        String own = NodeContainer.ownPort(cluster).getName();
        boolean isTold =
                cluster.getSpec().ports().stream().anyMatch(port -> port.name().equals(own));
        return ports(container)
                .map(ContainerPort::getName)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(name -> name, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(entry ->
                        entry.getValue() > 1 && !(isTold && entry.getKey().equals(own)))
                .map(entry -> new Problem(
                        place + ".ports",
                        "more than one port is called " + entry.getKey()
                                + ", and a container's ports have names of their own",
                        "give yours another name"));
    }

    /** The Service and the NetworkPolicy lead to these by their names. */
    private static Stream<Problem> applicationPorts(BeamCluster cluster, PodSpec pod) {
        String own = NodeContainer.ownPort(cluster).getName();
        List<ContainerPort> there = pod.getContainers().stream()
                .filter(container -> Naming.NODE_CONTAINER.equals(container.getName()))
                .flatMap(PodProblems::ports)
                .toList();
        return NodeContainer.targets(cluster).stream()
                .map(port -> port.name().equals(own) ? taken(port) : changed(port, there))
                .filter(Objects::nonNull);
    }

    private static Problem taken(Port port) {
        return new Problem(
                PORTS + "[" + port.name() + "].name",
                "the operator's own port of the node is called " + port.name(),
                "give yours another name");
    }

    private static @Nullable Problem changed(Port port, List<ContainerPort> there) {
        return there.stream().anyMatch(other -> NodeContainer.isOf(port, other))
                ? null
                : new Problem(
                        TemplateProblems.NODE + ".ports",
                        "it changes the port " + port.name() + " of spec.ports, to which the Service leads",
                        "change it in spec.ports");
    }

    private static Stream<ContainerPort> ports(Container container) {
        return Stream.ofNullable(container.getPorts()).flatMap(List::stream);
    }

    private static Stream<Problem> handlers(String place, @Nullable Probe probe) {
        if (probe == null) {
            return Stream.of();
        }
        long handlers = Stream.of(probe.getExec(), probe.getGrpc(), probe.getHttpGet(), probe.getTcpSocket())
                .filter(Objects::nonNull)
                .count();
        return handlers == 1
                ? Stream.of()
                : Stream.of(new Problem(
                        place,
                        "it has " + handlers + " handlers, and a probe has one",
                        "give it one of exec, grpc, httpGet and tcpSocket"));
    }
}
