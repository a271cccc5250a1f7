package dev.beamcluster.operator.reconcile.client;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.StdConverter;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.desired.Naming;

/**
 * Removes from every object that is read what the operator does not look at, because the caches hold thousands of objects. A
 * StatefulSet, a Service, a NetworkPolicy and a PodDisruptionBudget keep all that the operator compares with what it applied.
 */
public final class TrimmedObjects extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1;

    private TrimmedObjects() {}

    /** Returns a serialization that trims objects while it reads them, so that the complete ones are garbage at once. */
    public static KubernetesSerialization serialization() {
        ObjectMapper mapper =
                BoundedDepth.mapper(AnnotationIntrospector.pair(new TrimmedObjects(), new BoundedDepth()));
        // A bookmark of a watch is a pod with "containers": null.
        mapper.configOverride(List.class).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
        return BoundedDepth.serialization(mapper);
    }

    @Override
    public @Nullable Object findDeserializationConverter(Annotated annotated) {
        Object declared = super.findDeserializationConverter(annotated);
        return declared == null
                        && annotated instanceof AnnotatedClass type
                        && HasMetadata.class.isAssignableFrom(type.getRawType())
                ? new Trimming(type.getRawType())
                : declared;
    }

    /** Runs after an object of this class was read. */
    private static final class Trimming extends StdConverter<HasMetadata, HasMetadata> {

        private final Class<?> type;

        Trimming(Class<?> type) {
            this.type = type;
        }

        @Override
        public JavaType getInputType(TypeFactory types) {
            return types.constructType(type);
        }

        @Override
        public JavaType getOutputType(TypeFactory types) {
            return types.constructType(type);
        }

        @Override
        public HasMetadata convert(HasMetadata object) {
            return trimmed(object);
        }
    }

    static HasMetadata trimmed(HasMetadata object) {
        ObjectMeta metadata = object.getMetadata();
        if (metadata != null) {
            metadata.setManagedFields(object instanceof BeamCluster ? managers(metadata) : List.of());
        }
        switch (object) {
            case Pod pod -> TrimmedPod.trim(pod);
            case Secret secret -> trim(secret);
            case Job job when job.getSpec() != null -> trim(job.getSpec());
            default -> {}
        }
        return object;
    }

    /** Of the fields that each manager owns, only the managers are read. */
    private static List<ManagedFieldsEntry> managers(ObjectMeta metadata) {
        return metadata.getManagedFields().stream()
                .map(ManagedFieldsEntry::getManager)
                .distinct()
                .map(manager ->
                        new ManagedFieldsEntryBuilder().withManager(manager).build())
                .toList();
    }

    /** A Job is recognized by its annotations, and never changed. */
    private static void trim(JobSpec spec) {
        spec.setSelector(null);
        spec.setTemplate(null);
    }

    /** A Secret with the operator's label may hold more than a generated cookie. */
    private static void trim(Secret secret) {
        Map<String, String> data = secret.getData();
        if (data != null) {
            String cookie = data.get(Naming.COOKIE_KEY);
            secret.setData(cookie == null ? Map.of() : Map.of(Naming.COOKIE_KEY, cookie));
        }
    }
}
