package dev.beamcluster.operator.desired.validation;

import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.ObjectMetadata;
import dev.beamcluster.api.v1alpha1.ServiceSettings;

/** Finds labels and annotations of child objects that are reserved for the operator, or that no object can have. */
final class MetadataProblems {

    /** A name, with an optional domain before it (apimachinery, IsQualifiedName). Only in labels does the domain need lower case. */
    private static final Pattern KEY = Pattern.compile(
            "(?i)([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");

    private static final Pattern LABEL_VALUE = Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");

    private MetadataProblems() {}

    static Stream<Problem> of(BeamCluster cluster, Reserved reserved) {
        ObjectMetadata children = cluster.getSpec().childMetadata();
        ServiceSettings service = cluster.getSpec().service();
        return Stream.concat(
                children == null
                        ? Stream.of()
                        : of("spec.childMetadata", children.labels(), children.annotations(), reserved),
                service == null ? Stream.of() : of("spec.service", service.labels(), service.annotations(), reserved));
    }

    private static Stream<Problem> of(
            String field, Map<String, String> labels, Map<String, String> annotations, Reserved reserved) {
        return Stream.of(
                        keys(field + ".labels", labels, reserved::isLabel),
                        values(field + ".labels", labels),
                        keys(field + ".annotations", annotations, reserved::isAnnotation))
                .flatMap(each -> each);
    }

    private static Stream<Problem> keys(String field, Map<String, String> entries, Predicate<String> isReserved) {
        return entries.keySet().stream().flatMap(key -> {
            if (isReserved.test(key)) {
                return Stream.of(
                        new Problem(Paths.item(field, key), "this key is reserved for the operator", "remove it"));
            }
            return KEY.matcher(key).matches()
                    ? Stream.of()
                    : Stream.of(new Problem(
                            Paths.item(field, key),
                            "Kubernetes does not allow this key",
                            "use NAME or DOMAIN/NAME, with 1 to 63 letters, digits, '-', '_' and '.' in NAME"));
        });
    }

    private static Stream<Problem> values(String field, Map<String, String> labels) {
        return labels.entrySet().stream()
                .filter(label -> !LABEL_VALUE.matcher(label.getValue()).matches())
                .map(label -> new Problem(
                        Paths.item(field, label.getKey()),
                        "Kubernetes does not allow this value",
                        "use at most 63 letters, digits, '-', '_' and '.', with a letter or a digit at both ends"));
    }
}
