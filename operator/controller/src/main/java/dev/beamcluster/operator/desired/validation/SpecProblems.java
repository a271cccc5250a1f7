package dev.beamcluster.operator.desired.validation;

import java.util.List;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/** Finds all problems of a spec, sorted, so that the same spec always gives the same message. */
public final class SpecProblems {

    private SpecProblems() {}

    /** Returns the problems of the spec itself. If there are none, {@code spec.template} can be merged. */
    public static List<Problem> of(BeamCluster cluster, Reserved reserved) {
        return sorted(Stream.of(
                TemplateProblems.of(cluster, reserved),
                MetadataProblems.of(cluster, reserved),
                EnvironmentProblems.of(cluster, reserved),
                FlagProblems.of(cluster, reserved),
                VariableEffects.of(cluster, reserved),
                NameReferences.of(cluster),
                DrainProblems.of(cluster, reserved),
                StorageProblems.of(cluster, reserved),
                StorageWarnings.of(cluster)));
    }

    /**
     * Returns the problems that show only in the merged template.
     *
     * @param merged the merged pod template
     */
    public static List<Problem> ofMerged(BeamCluster cluster, Reserved reserved, PodTemplateSpec merged) {
        return sorted(Stream.of(
                ContainerProblems.of(cluster, reserved, merged.getSpec()),
                PortProblems.of(cluster, reserved, merged.getSpec()),
                BeforeProblems.of(cluster, reserved, merged.getSpec())));
    }

    private static List<Problem> sorted(Stream<Stream<Problem>> problems) {
        return problems.flatMap(each -> each).distinct().sorted().toList();
    }
}
