package dev.beamcluster.operator.desired.validation;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;

/**
 * The parts of a node's pod that are reserved for the operator. A spec that would replace one of them is refused.
 *
 * @param pod the operator's pod template, before {@code spec.template} is merged into it
 * @param port the name of the container port on which peers look for the node
 * @param initContainer the name of the operator's init container
 * @param volumes the names of the operator's volumes
 * @param variables environment variables that only the operator sets for this kind of release
 * @param flagVariables variables with flags of {@code erl} that the node needs: {@code spec.env} may add to their value
 * @param paths paths where users may not mount
 * @param drainedFile the file whose existence ends a drain
 * @param protocol the value of {@code -proto_dist} that {@code spec.distribution} asks for
 */
public record Reserved(
        PodTemplateSpec pod,
        String port,
        String initContainer,
        Set<String> volumes,
        Set<String> variables,
        Set<String> flagVariables,
        List<ReservedPath> paths,
        String drainedFile,
        String protocol) {

    public Reserved {
        volumes = Set.copyOf(volumes);
        variables = Set.copyOf(variables);
        flagVariables = Set.copyOf(flagVariables);
        paths = List.copyOf(paths);
    }

    boolean isLabel(String label) {
        return pod.getMetadata().getLabels().containsKey(label) || label.startsWith("beamcluster.dev/");
    }

    boolean isAnnotation(String annotation) {
        return annotation.startsWith("beamcluster.dev/");
    }

    /** Whether the operator mounts the cookie file at this path. */
    boolean isFile(MountPath file) {
        return paths.stream().anyMatch(path -> path.isFile(file));
    }

    /** Returns the path that a mount of {@code spec.template} would replace. */
    Optional<ReservedPath> replacedBy(MountPath mount) {
        return paths.stream().filter(path -> path.isReplacedBy(mount)).findFirst();
    }

    /** Returns the path that conflicts with a volume of {@code spec.storage}. */
    Optional<ReservedPath> conflictingWith(MountPath volume) {
        return paths.stream().filter(path -> path.conflictsWith(volume)).findFirst();
    }
}
