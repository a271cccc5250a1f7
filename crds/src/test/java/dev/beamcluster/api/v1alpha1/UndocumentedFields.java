package dev.beamcluster.api.v1alpha1;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;

/** CRD fields without a description, for which {@code kubectl explain} would show nothing. */
final class UndocumentedFields {

    private UndocumentedFields() {}

    static List<String> of(String yaml) {
        JSONSchemaProps root = Serialization.unmarshal(yaml, CustomResourceDefinition.class)
                .getSpec()
                .getVersions()
                .getFirst()
                .getSchema()
                .getOpenAPIV3Schema();
        return below("", root.getProperties())
                // Kubernetes' own types, documented by Kubernetes
                .filter(path -> !path.startsWith(".spec.env.") && !path.startsWith(".status.conditions."))
                .filter(path -> !path.equals(".spec") && !path.equals(".status"))
                .toList();
    }

    private static Stream<String> below(String path, Map<String, JSONSchemaProps> properties) {
        return properties.entrySet().stream().flatMap(entry -> {
            String here = path + "." + entry.getKey();
            JSONSchemaProps schema = entry.getValue();
            JSONSchemaProps inner =
                    schema.getItems() == null ? schema : schema.getItems().getSchema();
            Stream<String> deeper = inner.getProperties() == null ? Stream.of() : below(here, inner.getProperties());
            return schema.getDescription() == null ? Stream.concat(Stream.of(here), deeper) : deeper;
        });
    }
}
