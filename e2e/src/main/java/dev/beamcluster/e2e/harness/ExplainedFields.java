package dev.beamcluster.e2e.harness;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;

/** The fields in a CRD and in the output of {@code kubectl explain}, both as paths: {@code spec.node.name}. */
public final class ExplainedFields {

    /**
     * A field in the output of {@code kubectl explain --recursive}: indentation for its depth, its name, a tab, its type.
     */
    private static final Pattern LINE = Pattern.compile("(?m)^( +)(\\S+)\\t<");

    private ExplainedFields() {}

    /** {@code spec}, {@code status} and every field below them, in the order of the CRD. */
    public static List<String> of(String crd) {
        var schema = Serialization.unmarshal(crd, CustomResourceDefinition.class)
                .getSpec()
                .getVersions()
                .getFirst()
                .getSchema();
        return below("", Objects.requireNonNull(schema.getOpenAPIV3Schema().getProperties()))
                .toList();
    }

    private static Stream<String> below(String parent, Map<String, JSONSchemaProps> fields) {
        return fields.entrySet().stream().flatMap(entry -> {
            var path = parent + entry.getKey();
            var field = entry.getValue();
            var inner = field.getItems() == null ? field : field.getItems().getSchema();
            var deeper = inner.getProperties();
            return deeper == null ? Stream.of(path) : Stream.concat(Stream.of(path), below(path + ".", deeper));
        });
    }

    /** The fields in the output of {@code kubectl explain --recursive}. */
    public static List<String> in(String explained) {
        Deque<Level> above = new ArrayDeque<>();
        var paths = new ArrayList<String>();
        LINE.matcher(explained).results().forEach(line -> {
            var indent = line.group(1).length();
            while (!above.isEmpty() && above.element().indent() >= indent) {
                above.pop();
            }
            var path = above.isEmpty() ? line.group(2) : above.element().path() + "." + line.group(2);
            above.push(new Level(indent, path));
            paths.add(path);
        });
        return paths;
    }

    private record Level(int indent, String path) {}
}
