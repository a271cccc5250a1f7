package dev.beamcluster.operator.desired;

import java.util.Objects;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.PodTemplate;

/** Flags of {@code erl} that the node's resources ask for. */
final class SchedulerFlags {

    /**
     * Schedulers do not wait for work in a loop: under a CPU limit that loop is paid for with the time of the work itself
     * (Erlang/OTP, erl(1), {@code +sbwt}).
     */
    private static final String NO_BUSY_WAIT = "+sbwt none +sbwtdcpu none +sbwtdio none";

    private SchedulerFlags() {}

    /** Empty without a CPU limit: then waiting in a loop makes a node quicker, as Erlang's authors chose. */
    static String of(BeamCluster cluster) {
        boolean isLimited = withResources(cluster).getSpec().getContainers().stream()
                .filter(container -> Naming.NODE_CONTAINER.equals(container.getName()))
                .map(container -> container.getResources())
                .filter(Objects::nonNull)
                .map(resources -> resources.getLimits())
                .filter(Objects::nonNull)
                .anyMatch(limits -> limits.containsKey("cpu"));
        return isLimited ? NO_BUSY_WAIT : "";
    }

    /** The node's resources as they will be: {@code spec.template} may change them, or take them away. */
    private static PodTemplateSpec withResources(BeamCluster cluster) {
        PodTemplateSpec base = new PodTemplateSpecBuilder()
                .withNewSpec()
                .addNewContainer()
                .withName(Naming.NODE_CONTAINER)
                .withResources(NodeContainer.resources(cluster))
                .endContainer()
                .endSpec()
                .build();
        PodTemplate template = cluster.getSpec().template();
        return template == null ? base : TemplateOverlay.over(base, new PodTemplate(null, template.spec()));
    }
}
