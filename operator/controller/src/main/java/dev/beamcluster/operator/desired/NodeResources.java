package dev.beamcluster.operator.desired;

import java.util.Map;

import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Resources;
import dev.beamcluster.operator.desired.template.StrategicMerge;
import dev.beamcluster.operator.desired.template.TemplateSpec;

/** The compute resources of a node's container. */
final class NodeResources {

    private NodeResources() {}

    /** Those of {@code spec.resources}. */
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
     * Whether the container will have a CPU limit: {@code spec.template} may add one, or remove that of {@code spec.resources}.
     * Read from the fields as the user wrote them, since this is asked before it is known that they have the right types.
     */
    static boolean hasCpuLimit(BeamCluster cluster) {
        Resources resources = cluster.getSpec().resources();
        Map<String, Object> container =
                resources == null ? Map.of() : Map.of("resources", Map.of("limits", resources.limits()));
        for (Map<String, Object> change :
                TemplateSpec.of(cluster).nodeContainers().toList()) {
            container = StrategicMerge.merge(container, change);
        }
        return container.get("resources") instanceof Map<?, ?> merged
                && merged.get("limits") instanceof Map<?, ?> limits
                && limits.containsKey("cpu");
    }
}
