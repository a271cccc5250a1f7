package dev.beamcluster.operator.desired.template;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.PodTemplate;

/**
 * {@code spec.template.spec} as the user wrote it. No schema has checked it, so any field may have any type.
 *
 * @param fields the fields, with null for those to be removed; empty without a template
 */
public record TemplateSpec(Map<String, Object> fields) {

    /** The container in which the node runs, in the template and in the pod. */
    public static final String NODE_CONTAINER = "beam";

    public static TemplateSpec of(BeamCluster cluster) {
        PodTemplate template = cluster.getSpec().template();
        return new TemplateSpec(template == null || template.spec() == null ? Map.of() : template.spec());
    }

    /** Returns the changes to the node's container; usually none or one. */
    public Stream<Map<String, Object>> nodeContainers() {
        return items(fields, "containers").filter(container -> NODE_CONTAINER.equals(container.get("name")));
    }

    /** Returns the items of this list of the template that are objects; none if there is no such list. */
    public Stream<Map<String, Object>> items(String list) {
        return items(fields, list);
    }

    /** Returns the items of this list that are objects; none if the object has no such list. */
    public static Stream<Map<String, Object>> items(Map<String, Object> object, String list) {
        return object.get(list) instanceof List<?> items
                ? items.stream()
                        .filter(item -> item instanceof Map)
                        .map(item -> StrategicMerge.fields((Map<?, ?>) item))
                : Stream.of();
    }
}
