package dev.beamcluster.operator.desired;

import java.util.Map;

import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Resources;
import dev.beamcluster.operator.desired.template.TemplateSpec;

/** The compute resources of a node's container. */
final class NodeResources {

    private static final String CPU = "cpu";

    private NodeResources() {}

    /** Returns the resources of {@code spec.resources}. */
    static ResourceRequirements of(BeamCluster cluster) {
        Resources resources = cluster.getSpec().resources();
        if (resources == null) {
            return new ResourceRequirements();
        }
        return new ResourceRequirementsBuilder()
                .withRequests(resources.requests())
                .withLimits(resources.limits())
                .build();
    }

    /**
     * Whether the container will have a CPU limit: {@code spec.template} may set one, or remove the limit of
     * {@code spec.resources}. It reads the fields as the user wrote them, because the answer is needed before validation has
     * checked their types.
     */
    static boolean hasCpuLimit(BeamCluster cluster) {
        Resources resources = cluster.getSpec().resources();
        boolean limited = resources != null && resources.limits().containsKey(CPU);
        for (Map<String, Object> change :
                TemplateSpec.of(cluster).nodeContainers().toList()) {
            limited = change.containsKey("resources") ? hasCpuLimit(change.get("resources"), limited) : limited;
        }
        return limited;
    }

    private static boolean hasCpuLimit(@Nullable Object resources, boolean before) {
        if (!(resources instanceof Map<?, ?> changed)) {
            return false;
        }
        if (!changed.containsKey("limits")) {
            return before;
        }
        return changed.get("limits") instanceof Map<?, ?> limits
                && (limits.containsKey(CPU) ? limits.get(CPU) != null : before);
    }
}
