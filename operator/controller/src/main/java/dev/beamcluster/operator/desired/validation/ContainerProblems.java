package dev.beamcluster.operator.desired.validation;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.desired.template.TemplateSpec;

/**
 * Finds containers that no pod can have. The API server hardly checks the pod template of a StatefulSet (kubernetes/kubernetes,
 * ValidateStatefulSetSpec): such a mistake would show only when the pod of a node has been deleted and cannot be created again.
 */
final class ContainerProblems {

    private ContainerProblems() {}

    /**
     * Returns the problems of all containers.
     *
     * @param pod the pod, with {@code spec.template} merged into it
     */
    static Stream<Problem> of(BeamCluster cluster, Reserved reserved, PodSpec pod) {
        return Stream.concat(
                        in(Paths.INIT_CONTAINERS, pod.getInitContainers()), in(Paths.CONTAINERS, pod.getContainers()))
                .flatMap(placed -> container(placed.path(), placed.container(), cluster, reserved));
    }

    private record Placed(String path, Container container) {}

    private static Stream<Placed> in(String list, List<Container> containers) {
        return containers.stream().map(container -> new Placed(Paths.item(list, container.getName()), container));
    }

    private static Stream<Problem> container(String path, Container container, BeamCluster cluster, Reserved reserved) {
        return Stream.of(
                        ResourceProblems.of(resources(path, cluster, reserved), container.getResources()),
                        VariableProblems.of(cluster, path, container),
                        handlers(path + ".startupProbe", container.getStartupProbe()),
                        handlers(path + ".readinessProbe", container.getReadinessProbe()),
                        handlers(path + ".livenessProbe", container.getLivenessProbe()))
                .flatMap(each -> each);
    }

    /** Returns the field that sets a container's resources. The init container for the cookie has the resources of the node. */
    private static String resources(String path, BeamCluster cluster, Reserved reserved) {
        boolean isReplaced = TemplateSpec.of(cluster).nodeContainers().anyMatch(node -> node.containsKey("resources"));
        boolean isOperators = path.equals(Paths.item(Paths.INIT_CONTAINERS, reserved.initContainer()))
                || (path.equals(Paths.NODE) && !isReplaced);
        return isOperators ? "spec.resources" : path + ".resources";
    }

    private static Stream<Problem> handlers(String path, @Nullable Probe probe) {
        if (probe == null) {
            return Stream.of();
        }
        long handlers = Stream.of(probe.getExec(), probe.getGrpc(), probe.getHttpGet(), probe.getTcpSocket())
                .filter(Objects::nonNull)
                .count();
        String kinds = "exec, grpc, httpGet and tcpSocket";
        return switch ((int) handlers) {
            case 0 -> Stream.of(new Problem(path, "the probe has no handler", "set one of " + kinds));
            case 1 -> Stream.of();
            default -> Stream.of(new Problem(path, "the probe has " + handlers + " handlers", "keep one of " + kinds));
        };
    }
}
