package dev.beamcluster.operator.desired;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/** Variables that no pod can have (kubernetes/kubernetes, validateEnvVarValueFrom). */
final class VariableProblems {

    private VariableProblems() {}

    /**
     * Empty where each has a value or one whole source of it.
     *
     * @param place the container's, in the template
     */
    static Stream<Problem> of(BeamCluster cluster, String place, Container container) {
        return Stream.ofNullable(container.getEnv())
                .flatMap(List::stream)
                .filter(variable -> variable.getValueFrom() != null)
                .flatMap(variable -> problems(place(cluster, place, variable), variable));
    }

    private static String place(BeamCluster cluster, String place, EnvVar variable) {
        boolean isOfTheSpec = place.equals(TemplateProblems.NODE)
                && cluster.getSpec().env().stream()
                        .anyMatch(own -> own.getName().equals(variable.getName()));
        return (isOfTheSpec ? "spec.env" : place + ".env") + "[" + variable.getName() + "]";
    }

    private static Stream<Problem> problems(String place, EnvVar variable) {
        if (!isEmpty(variable.getValue())) {
            return Stream.of(new Problem(place, "it has a value and a valueFrom", "leave one of them out"));
        }
        List<Stream<Problem>> sources = sources(place + ".valueFrom", variable.getValueFrom());
        return sources.size() == 1
                ? sources.getFirst()
                : Stream.of(new Problem(
                        place + ".valueFrom",
                        "it names " + sources.size() + " sources, and a variable has one",
                        "give it one of configMapKeyRef, secretKeyRef, fieldRef and resourceFieldRef"));
    }

    /** Of each source that is named what is missing in it. */
    private static List<Stream<Problem>> sources(String place, EnvVarSource from) {
        var sources = new ArrayList<Stream<Problem>>();
        if (from.getConfigMapKeyRef() != null) {
            sources.add(keyOf(
                    place + ".configMapKeyRef",
                    from.getConfigMapKeyRef().getName(),
                    from.getConfigMapKeyRef().getKey()));
        }
        if (from.getSecretKeyRef() != null) {
            sources.add(keyOf(
                    place + ".secretKeyRef",
                    from.getSecretKeyRef().getName(),
                    from.getSecretKeyRef().getKey()));
        }
        if (from.getFieldRef() != null) {
            sources.add(needed(place + ".fieldRef.fieldPath", from.getFieldRef().getFieldPath()));
        }
        if (from.getResourceFieldRef() != null) {
            sources.add(needed(
                    place + ".resourceFieldRef.resource",
                    from.getResourceFieldRef().getResource()));
        }
        if (from.getFileKeyRef() != null || !from.getAdditionalProperties().isEmpty()) {
            // Newer than the oldest Kubernetes that is supported, or than this operator: the API server knows more of
            // it.
            sources.add(Stream.of());
        }
        return sources;
    }

    private static Stream<Problem> keyOf(String place, @Nullable String name, @Nullable String key) {
        return Stream.concat(needed(place + ".name", name), needed(place + ".key", key));
    }

    private static Stream<Problem> needed(String place, @Nullable String value) {
        return isEmpty(value) ? Stream.of(new Problem(place, "it is missing", "name it")) : Stream.of();
    }

    private static boolean isEmpty(@Nullable String value) {
        return Objects.requireNonNullElse(value, "").isEmpty();
    }
}
