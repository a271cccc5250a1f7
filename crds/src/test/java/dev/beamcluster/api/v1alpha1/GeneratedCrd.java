package dev.beamcluster.api.v1alpha1;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;

/**
 * The CRD generated from the records, plus what fabric8's generator has no annotation for: the order of the columns,
 * lists that are maps, and bounds (the API server rejects rules whose cost it cannot bound).
 */
final class GeneratedCrd {

    private static final List<String> COLUMNS =
            List.of("NODES", "MESH", "READY", "REASON", "AGE", "OTP", "ISLANDS", "IMAGE");

    /** The pattern that Kubernetes itself uses for quantities (apimachinery, resource.Quantity). */
    private static final String QUANTITY = "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))"
            + "(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$";

    private GeneratedCrd() {}

    static String yaml(Path workDirectory) throws Exception {
        Files.createDirectories(workDirectory);
        new CRDGenerator()
                .customResourceClasses(BeamCluster.class)
                .forCRDVersions("v1")
                .inOutputDir(workDirectory.toFile())
                .generate();
        var crd = Serialization.unmarshal(
                Files.readString(workDirectory.resolve("beamclusters.beamcluster.dev-v1.yml")),
                CustomResourceDefinition.class);
        crd.getSpec().getVersions().forEach(GeneratedCrd::finish);
        return "# Generated from the records of crds/src/main/java: `mvn -pl crds test -Dcrd.write=true` writes this file.\n"
                + Serialization.asYaml(crd);
    }

    private static void finish(CustomResourceDefinitionVersion version) {
        var columns = new ArrayList<>(version.getAdditionalPrinterColumns());
        columns.sort(Comparator.comparingInt(column -> COLUMNS.indexOf(column.getName())));
        version.setAdditionalPrinterColumns(columns);

        JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
        JSONSchemaProps spec = property(root, "spec");
        listMap(property(spec, "ports"), "name", 50);
        listMap(property(spec, "env"), "name", 200);
        property(property(spec, "service"), "loadBalancerSourceRanges").setMaxItems(50L);
        JSONSchemaProps variable = property(spec, "env").getItems().getSchema();
        bound(property(variable, "name"), 253);
        variable.setXKubernetesValidations(List.of(Rules.reservedVariable()));
        for (String list : List.of("requests", "limits")) {
            JSONSchemaProps quantities = property(property(spec, "resources"), list);
            quantities.setMaxProperties(20L);
            quantities.getAdditionalProperties().getSchema().setPattern(QUANTITY);
        }

        listMap(property(property(spec, "storage"), "volumes"), "name", 10);
        property(property(spec, "storage"), "volumes").setMinItems(1L);

        for (String words : List.of("command", "args")) {
            JSONSchemaProps list = property(property(property(spec, "rollout"), "before"), words);
            list.setMaxItems(100L);
            list.getItems().getSchema().setMaxLength(4096L);
        }

        // A map with any values: the generator would define every field of a PodSpec as an object without fields.
        property(property(spec, "template"), "spec").setAdditionalProperties(null);

        JSONSchemaProps status = property(root, "status");
        listMap(property(status, "conditions"), "type", 20);
        listMap(property(status, "nodes"), "pod", BeamClusterSpec.MAX_REPLICAS);
        property(status, "warnings").setMaxItems(10L);
        for (String list : List.of("missingLinks", "islands", "unexpectedNodes")) {
            property(property(status, "mesh"), list).setMaxItems(20L);
        }
    }

    private static void listMap(JSONSchemaProps list, String key, long maxItems) {
        list.setXKubernetesListType("map");
        list.setXKubernetesListMapKeys(List.of(key));
        list.setMaxItems(maxItems);
        var required = new ArrayList<>(
                Objects.requireNonNullElse(list.getItems().getSchema().getRequired(), List.of()));
        if (!required.contains(key)) {
            required.add(key);
        }
        list.getItems().getSchema().setRequired(required);
    }

    private static void bound(JSONSchemaProps text, long maxLength) {
        text.setMinLength(1L);
        text.setMaxLength(maxLength);
    }

    private static JSONSchemaProps property(JSONSchemaProps schema, String name) {
        Map<String, JSONSchemaProps> properties = schema.getProperties();
        return Objects.requireNonNull(
                properties.get(name), () -> "no property " + name + " among " + properties.keySet());
    }
}
