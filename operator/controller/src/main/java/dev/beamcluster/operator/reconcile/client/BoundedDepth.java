package dev.beamcluster.operator.reconcile.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.util.StdConverter;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.PodTemplate;

/**
 * Reads objects however deep they are nested. The schema of {@code spec.template.spec} is open, and the API server accepts ten
 * thousand levels. Jackson reads a thousand, and fails: nobody's BeamCluster could be listed any more. Other code would overflow its
 * stack. So what is deeper than any field of a pod is removed; the API server refuses the field above it, which no pod has.
 */
final class BoundedDepth extends JacksonAnnotationIntrospector {

    /** About three times as deep as the deepest field of a PodSpec. */
    static final int LEVELS = 32;

    private static final long serialVersionUID = 1;

    /** Returns a serialization that changes nothing else. */
    static KubernetesSerialization serialization() {
        return serialization(mapper(new BoundedDepth()));
    }

    /** Returns a mapper without a limit of its own: the API server limits the size of what it stores. */
    static ObjectMapper mapper(AnnotationIntrospector introspector) {
        var mapper = new ObjectMapper(JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(Integer.MAX_VALUE)
                        .build())
                .build());
        mapper.setAnnotationIntrospector(introspector);
        return mapper;
    }

    /** Returns a serialization that reads a BeamCluster in a watch as one; otherwise the client converts it, level by level. */
    static KubernetesSerialization serialization(ObjectMapper mapper) {
        var serialization = new KubernetesSerialization(mapper, true);
        serialization.registerKubernetesResource(BeamCluster.class);
        return serialization;
    }

    @Override
    public @Nullable Object findDeserializationConverter(Annotated annotated) {
        Class<?> type = annotated instanceof AnnotatedClass read ? read.getRawType() : Object.class;
        if (type.equals(PodTemplate.class)) {
            return new Cut();
        }
        return type.equals(ManagedFieldsEntry.class)
                ? new WithoutFields()
                : super.findDeserializationConverter(annotated);
    }

    /** Runs after the template of a BeamCluster was read. */
    private static final class Cut extends StdConverter<PodTemplate, PodTemplate> {

        @Override
        public PodTemplate convert(PodTemplate template) {
            return template.spec() == null
                    ? template
                    : new PodTemplate(template.metadata(), object(template.spec(), LEVELS));
        }
    }

    /** Managed fields are as deep as the object. Only who manages some is read, and when they were written. */
    private static final class WithoutFields extends StdConverter<ManagedFieldsEntry, ManagedFieldsEntry> {

        @Override
        public ManagedFieldsEntry convert(ManagedFieldsEntry entry) {
            entry.setFieldsV1(null);
            return entry;
        }
    }

    private static Map<String, Object> object(Map<?, ?> fields, int levels) {
        var kept = new LinkedHashMap<String, Object>();
        if (levels > 0) {
            fields.forEach((name, value) -> kept.put(String.valueOf(name), value(value, levels - 1)));
        }
        return kept;
    }

    private static @Nullable Object value(@Nullable Object value, int levels) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> fields -> object(fields, levels);
            case List<?> items
            when levels > 0 ->
                items.stream().map(item -> value(item, levels - 1)).toList();
            case List<?> _ -> List.of();
            default -> value;
        };
    }
}
