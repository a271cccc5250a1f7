package dev.beamcluster.operator.desired.template;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.PodTemplate;

/** Merges the user's {@code spec.template} into the operator's pod template. */
public final class TemplateOverlay {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    private TemplateOverlay() {}

    /**
     * Returns the merged template.
     *
     * @throws IllegalArgumentException if a field has the wrong type; its cause is then a {@code JsonMappingException} with the
     *     path
     */
    public static PodTemplateSpec merge(PodTemplateSpec base, @Nullable PodTemplate overlay) {
        if (overlay == null) {
            return base;
        }
        Map<String, Object> merged = JSON.convertValue(base, FIELDS);
        if (overlay.spec() != null) {
            merged = StrategicMerge.merge(merged, Map.of("spec", overlay.spec()));
        }
        PodTemplateSpec template = JSON.convertValue(merged, PodTemplateSpec.class);
        return overlay.metadata() == null ? template : withMetadata(template, overlay.metadata());
    }

    /** Merges labels and annotations. The operator's labels override the user's, because the StatefulSet selects by them. */
    private static PodTemplateSpec withMetadata(PodTemplateSpec template, PodTemplate.Metadata metadata) {
        var labels = new LinkedHashMap<>(metadata.labels());
        labels.putAll(template.getMetadata().getLabels());
        return new PodTemplateSpecBuilder(template)
                .editMetadata()
                .withLabels(labels)
                .addToAnnotations(metadata.annotations())
                .endMetadata()
                .build();
    }
}
