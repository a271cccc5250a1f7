package dev.beamcluster.operator.desired;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.EnvVar;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.PodTemplate;

/** Variables that would take the place of those that a node cannot do without. */
final class EnvironmentProblems {

    private EnvironmentProblems() {}

    static List<Problem> of(BeamCluster cluster) {
        Set<String> flags = NodeEnvironment.neededFlags(cluster);
        PodTemplate template = cluster.getSpec().template();
        Stream<Problem> ofTheTemplate = Stream.ofNullable(template == null ? null : template.spec())
                .flatMap(TemplateProblems::nodes)
                .flatMap(container -> TemplateProblems.items(container, "env"))
                .flatMap(variable -> template(String.valueOf(variable.get("name")), flags).stream());
        return Stream.concat(
                        cluster.getSpec().env().stream().flatMap(variable -> user(variable, flags).stream()),
                        ofTheTemplate)
                .toList();
    }

    private static Optional<Problem> template(String name, Set<String> flags) {
        String field = TemplateProblems.NODE + ".env";
        if (NodeEnvironment.RESERVED.contains(name)) {
            return Optional.of(new Problem(field, "the variable " + name + " is the operator's", "leave it out"));
        }
        return flags.contains(name)
                ? Optional.of(new Problem(
                        field,
                        "the variable " + name + " would take the place of the operator's flags",
                        "set it in spec.env as a plain value, behind which the operator's flags are put"))
                : Optional.empty();
    }

    /** The CRD refuses what is reserved too; the CRD of an earlier release may not. */
    private static Optional<Problem> user(EnvVar variable, Set<String> flags) {
        String field = "spec.env[" + variable.getName() + "]";
        if (NodeEnvironment.RESERVED.contains(variable.getName())) {
            return Optional.of(new Problem(field, "the variable is the operator's", "leave it out"));
        }
        return flags.contains(variable.getName()) && variable.getValueFrom() != null
                ? Optional.of(new Problem(
                        field + ".valueFrom",
                        "it would take the place of the operator's flags, which can be put behind a plain value only",
                        "give it a value, or take another variable, for example ERL_FLAGS"))
                : Optional.empty();
    }
}
