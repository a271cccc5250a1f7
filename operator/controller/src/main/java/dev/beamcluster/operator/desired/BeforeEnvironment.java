package dev.beamcluster.operator.desired;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.EnvVar;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterSpec.Release;

/**
 * The environment variables of the command of {@code spec.rollout.before}: those of a node, without its name, its cookie and its
 * distribution.
 */
final class BeforeEnvironment {

    /**
     * The start script of Mix passes a cookie to each VM, and reads one from the image if it has none. A VM without distribution
     * does not use it.
     */
    private static final String NO_COOKIE = "none";

    private BeforeEnvironment() {}

    static List<EnvVar> of(BeamCluster cluster) {
        Release release = cluster.getSpec().release();
        var variables = new LinkedHashMap<String, EnvVar>();
        Stream.of(
                        ofRelease(release),
                        NodeEnvironment.schedulerFlags(cluster),
                        cluster.getSpec().env())
                .flatMap(List::stream)
                .forEach(variable -> variables.merge(variable.getName(), variable, NodeEnvironment::merge));
        return List.copyOf(variables.values());
    }

    private static List<EnvVar> ofRelease(Release release) {
        EnvVar home = EnvVars.ofValue("HOME", Volumes.HOME_PATH);
        return switch (release) {
            case Mix ->
                List.of(
                        home,
                        EnvVars.ofValue("RELEASE_DISTRIBUTION", "none"),
                        EnvVars.ofValue("RELEASE_COOKIE", NO_COOKIE),
                        EnvVars.ofValue("RELEASE_TMP", Volumes.TMP_PATH));
            case Relx ->
                List.of(
                        home,
                        EnvVars.ofValue("RELX_REPLACE_OS_VARS", "true"),
                        EnvVars.ofValue("RELX_OUT_FILE_PATH", Volumes.TMP_PATH));
            case Erl -> List.of(home);
            case Custom -> List.of();
        };
    }
}
