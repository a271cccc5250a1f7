package dev.beamcluster.operator.desired.validation;

import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.EnvVar;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.desired.template.TemplateSpec;

/** Finds variables that would replace the operator's own: the name of a node, its cookie or its flags. */
final class EnvironmentProblems {

    private EnvironmentProblems() {}

    static Stream<Problem> of(BeamCluster cluster, Reserved reserved) {
        Stream<Problem> template = TemplateSpec.of(cluster)
                .nodeContainers()
                .flatMap(container -> TemplateSpec.items(container, "env"))
                .flatMap(variable -> inTemplate(String.valueOf(variable.get("name")), reserved));
        return Stream.concat(
                cluster.getSpec().env().stream().flatMap(variable -> inSpec(variable, reserved)), template);
    }

    private static Stream<Problem> inTemplate(String name, Reserved reserved) {
        String field = Paths.item(Paths.NODE + ".env", name);
        if (reserved.variables().contains(name)) {
            return Stream.of(reserved(field));
        }
        return reserved.flagVariables().contains(name)
                ? Stream.of(new Problem(
                        field,
                        "it would replace the operator's flags",
                        "set it in spec.env as a plain value, to which the operator appends its flags"))
                : Stream.of();
    }

    /** Refuses reserved variables. The CRD refuses them too, but the CRD of an earlier release may lack some of them. */
    private static Stream<Problem> inSpec(EnvVar variable, Reserved reserved) {
        String field = Paths.item("spec.env", variable.getName());
        if (reserved.variables().contains(variable.getName())) {
            return Stream.of(reserved(field));
        }
        return reserved.flagVariables().contains(variable.getName()) && variable.getValueFrom() != null
                ? Stream.of(new Problem(
                        field + ".valueFrom",
                        "it would replace the operator's flags, which can only be appended to a plain value",
                        "set value instead, or use another variable, for example ERL_FLAGS"))
                : Stream.of();
    }

    private static Problem reserved(String field) {
        return new Problem(field, "this variable is reserved for the operator", "remove it");
    }
}
