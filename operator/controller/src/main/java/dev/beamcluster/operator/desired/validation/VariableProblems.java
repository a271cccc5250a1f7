package dev.beamcluster.operator.desired.validation;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/** Finds environment variables that the API server refuses in a pod (kubernetes/kubernetes, validateEnvVarValueFrom). */
final class VariableProblems {

    private VariableProblems() {}

    /**
     * Returns the problems of a container's variables; none if each has a value or one complete source.
     *
     * @param path the path of the container in {@code spec.template}
     */
    static Stream<Problem> of(BeamCluster cluster, String path, Container container) {
        return Stream.ofNullable(container.getEnv())
                .flatMap(List::stream)
                .filter(variable -> variable.getValueFrom() != null)
                .flatMap(variable -> problems(path(cluster, path, variable), variable));
    }

    private static String path(BeamCluster cluster, String container, EnvVar variable) {
        boolean isInSpec = container.equals(Paths.NODE)
                && cluster.getSpec().env().stream()
                        .anyMatch(other -> other.getName().equals(variable.getName()));
        return Paths.item(isInSpec ? "spec.env" : container + ".env", variable.getName());
    }

    private static Stream<Problem> problems(String path, EnvVar variable) {
        if (!isEmpty(variable.getValue())) {
            return Stream.of(new Problem(path, "both value and valueFrom are set", "remove one of them"));
        }
        String from = path + ".valueFrom";
        List<Stream<Problem>> sources = sources(from, variable.getValueFrom());
        String kinds = "configMapKeyRef, secretKeyRef, fieldRef and resourceFieldRef";
        return switch (sources.size()) {
            case 0 -> Stream.of(new Problem(from, "the source of the value is missing", "set one of " + kinds));
            case 1 -> sources.getFirst();
            default -> Stream.of(new Problem(from, "it has " + sources.size() + " sources", "keep one of " + kinds));
        };
    }

    /** Returns the problems of the fields of each source that is set. */
    private static List<Stream<Problem>> sources(String path, EnvVarSource from) {
        // A kind that only newer releases of Kubernetes know: the API server can check it, the operator cannot.
        boolean isNewer =
                from.getFileKeyRef() != null || !from.getAdditionalProperties().isEmpty();
        return Stream.of(
                        Optional.ofNullable(from.getConfigMapKeyRef())
                                .map(key -> keyOf(path + ".configMapKeyRef", key.getName(), key.getKey())),
                        Optional.ofNullable(from.getSecretKeyRef())
                                .map(key -> keyOf(path + ".secretKeyRef", key.getName(), key.getKey())),
                        Optional.ofNullable(from.getFieldRef())
                                .map(field -> needed(path + ".fieldRef.fieldPath", field.getFieldPath())),
                        Optional.ofNullable(from.getResourceFieldRef())
                                .map(field -> needed(path + ".resourceFieldRef.resource", field.getResource())),
                        isNewer ? Optional.of(Stream.<Problem>of()) : Optional.<Stream<Problem>>empty())
                .flatMap(Optional::stream)
                .toList();
    }

    private static Stream<Problem> keyOf(String path, @Nullable String name, @Nullable String key) {
        return Stream.concat(needed(path + ".name", name), needed(path + ".key", key));
    }

    private static Stream<Problem> needed(String path, @Nullable String value) {
        return isEmpty(value) ? Stream.of(new Problem(path, "this field is missing", "set it")) : Stream.of();
    }

    private static boolean isEmpty(@Nullable String value) {
        return Objects.requireNonNullElse(value, "").isEmpty();
    }
}
