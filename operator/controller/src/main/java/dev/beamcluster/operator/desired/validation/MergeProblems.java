package dev.beamcluster.operator.desired.validation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.beamcluster.operator.desired.template.StrategicMerge;
import dev.beamcluster.operator.desired.template.TemplateSpec;

/** Finds fields of {@code spec.template.spec} that have no meaning in a strategic merge. */
final class MergeProblems {

    /** Lists with entries of the operator that a node needs. */
    private static final Set<String> NEEDED = Set.of("containers", "initContainers", "volumes", "env", "volumeMounts");

    private MergeProblems() {}

    static Stream<Problem> of(TemplateSpec template) {
        return within(Paths.TEMPLATE, template.fields());
    }

    private static Stream<Problem> within(String path, @Nullable Object value) {
        return switch (value) {
            case Map<?, ?> object ->
                object.entrySet().stream()
                        .flatMap(entry -> field(path + "." + entry.getKey(), entry.getKey(), entry.getValue()));
            case List<?> list -> list.stream().filter(Objects::nonNull).flatMap(item -> within(path, item));
            case null, default -> Stream.of();
        };
    }

    private static Stream<Problem> field(String path, Object key, @Nullable Object value) {
        String name = String.valueOf(key);
        if (name.startsWith("$")) {
            return Stream.of(new Problem(
                    path, "merge directives are not supported", "remove it; to delete a field, set it to null"));
        }
        if (value == null) {
            return NEEDED.contains(name)
                    ? Stream.of(new Problem(path, "null would delete entries that the node needs", "remove this line"))
                    : Stream.of();
        }
        String mergeKey = StrategicMerge.MERGE_KEYS.get(name);
        boolean isUnkeyed = mergeKey != null
                && value instanceof List<?> list
                && !list.stream().allMatch(item -> has(item, mergeKey));
        Stream<Problem> unkeyed = isUnkeyed
                ? Stream.of(new Problem(
                        path, "an item has no " + mergeKey, "set it in every item, because items are merged by it"))
                : Stream.of();
        return Stream.concat(unkeyed, within(path, value));
    }

    private static boolean has(@Nullable Object item, String key) {
        return item instanceof Map<?, ?> object && object.get(key) != null;
    }
}
