package dev.beamcluster.operator.desired.validation;

import java.util.stream.Stream;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.desired.template.TemplateSpec;

/**
 * A variable that the user gives the node's container, with a value that the spec contains.
 *
 * @param field the path of the variable
 * @param name its name
 * @param value its value, in which references to other variables are not resolved
 */
record PlainVariable(String field, String name, String value) {

    /** Returns the variables of {@code spec.env} and of the container in {@code spec.template}. */
    static Stream<PlainVariable> of(BeamCluster cluster) {
        Stream<PlainVariable> spec = cluster.getSpec().env().stream()
                .filter(variable -> variable.getName() != null && variable.getValue() != null)
                .map(variable -> new PlainVariable(
                        Paths.item("spec.env", variable.getName()), variable.getName(), variable.getValue()));
        Stream<PlainVariable> template = TemplateSpec.of(cluster)
                .nodeContainers()
                .flatMap(container -> TemplateSpec.items(container, "env"))
                .filter(variable -> variable.get("name") != null && variable.get("value") instanceof String)
                .map(variable ->
                        inTemplate(String.valueOf(variable.get("name")), String.valueOf(variable.get("value"))));
        return Stream.concat(spec, template);
    }

    private static PlainVariable inTemplate(String name, String value) {
        return new PlainVariable(Paths.item(Paths.NODE + ".env", name), name, value);
    }

    /** Whether the value is known only in the pod, because it refers to another variable. */
    boolean isReference() {
        return ErlFlag.isReference(value);
    }
}
