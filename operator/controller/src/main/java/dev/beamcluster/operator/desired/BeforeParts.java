package dev.beamcluster.operator.desired;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Volume;

import dev.beamcluster.api.v1alpha1.BeforeRollout;
import dev.beamcluster.operator.desired.validation.NodeVariables;

/** The parts of a pod of {@code spec.rollout.before} that remain of a node's pod. */
final class BeforeParts {

    /** Set by {@code kubectl rollout restart}, or by hand: a restart is no reason to run the command again. */
    private static final String RESTART_ANNOTATION = "kubectl.kubernetes.io/restartedAt";

    /** A gate that nothing opens: a Service of the user's that selects the pod by a label must not send it requests. */
    private static final String NEVER_READY = "beamcluster.dev/not-a-node";

    private static final String SIDECAR = "Always";

    private BeforeParts() {}

    /**
     * Returns the pod that runs the command.
     *
     * @param merged the pod with {@code spec.template} merged into it
     * @param unset variables that only a node has
     */
    static PodTemplateSpec of(PodTemplateSpec merged, BeforeRollout before, Set<String> unset) {
        return new PodTemplateSpecBuilder(merged)
                .editMetadata()
                .removeFromAnnotations(RESTART_ANNOTATION)
                .endMetadata()
                .withSpec(spec(merged.getSpec(), before, unset))
                .build();
    }

    /** Placement among other pods is for nodes: a pod that must not be beside one might find no place at all. */
    private static PodSpec spec(PodSpec merged, BeforeRollout before, Set<String> unset) {
        List<Volume> volumes = merged.getVolumes().stream()
                .filter(volume -> volume.getPersistentVolumeClaim() == null)
                .toList();
        Set<String> names = volumes.stream().map(Volume::getName).collect(Collectors.toSet());
        var spec = new PodSpecBuilder(merged)
                .withVolumes(volumes)
                .withContainers(merged.getContainers().stream()
                        .filter(container -> container.getName().equals(Naming.NODE_CONTAINER))
                        .map(container -> command(mounting(container, names), before, unset))
                        .toList())
                .withInitContainers(merged.getInitContainers().stream()
                        .map(container -> mounting(container, names))
                        .toList())
                .withRestartPolicy("Never")
                .withTerminationGracePeriodSeconds(null)
                .withTopologySpreadConstraints(List.of())
                .withReadinessGates(List.of())
                .addNewReadinessGate(NEVER_READY)
                .build();
        if (spec.getAffinity() != null) {
            spec.getAffinity().setPodAffinity(null);
            spec.getAffinity().setPodAntiAffinity(null);
        }
        return spec;
    }

    private static Container command(Container node, BeforeRollout before, Set<String> unset) {
        Set<String> missing = NodeVariables.without(node.getEnv(), unset);
        return new ContainerBuilder(node)
                .withCommand(before.command())
                .withArgs(before.args())
                .withEnv(node.getEnv().stream()
                        .filter(variable -> !missing.contains(variable.getName()))
                        .toList())
                .withStartupProbe(null)
                .withReadinessProbe(null)
                .withLivenessProbe(null)
                .withLifecycle(null)
                .build();
    }

    /**
     * Returns the container with the mounts of these volumes only, and without ports: on the machine of a node, a port of the host
     * is taken. The startup probe of a sidecar remains, since the command waits for it.
     */
    private static Container mounting(Container container, Set<String> volumes) {
        boolean isSidecar = SIDECAR.equals(container.getRestartPolicy());
        return new ContainerBuilder(container)
                .withPorts(List.of())
                .withVolumeMounts(container.getVolumeMounts().stream()
                        .filter(mount -> volumes.contains(mount.getName()))
                        .toList())
                .withVolumeDevices(List.of())
                .withReadinessProbe(null)
                .withLivenessProbe(isSidecar ? container.getLivenessProbe() : null)
                .build();
    }
}
