package dev.beamcluster.operator.desired;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.beamcluster.api.v1alpha1.BeamClusterSpec.Release;

import static org.assertj.core.api.Assertions.assertThat;

class BeforeEnvironmentTest {

    private static final String MIGRATE = "rollout: {before: {command: [bin/chat, eval, Chat.Release.migrate]}}";

    @ParameterizedTest
    @EnumSource(Release.class)
    void noVariableNamesANode(Release release) {
        // When
        Container beam = container("release: " + release + ", " + MIGRATE.replace("eval", "version2"));

        // Then
        assertThat(beam.getEnv())
                .allSatisfy(variable -> assertThat(variable.getValueFrom()).isNull())
                .noneMatch(variable -> variable.getName().startsWith("BEAM_"))
                .noneMatch(variable -> variable.getValue().contains("-proto_dist")
                        || variable.getValue().contains("$("));
    }

    @Test
    void noVariableNamesANodeWhoseHostIsAnARecord() {
        // When
        Container beam = container(
                "release: Mix, node: {address: PodDNS}, distribution: {clusterDomain: cluster.local}, " + MIGRATE);

        // Then
        assertThat(beam.getEnv())
                .extracting(EnvVar::getName)
                .containsExactly("HOME", "RELEASE_DISTRIBUTION", "RELEASE_COOKIE", "RELEASE_TMP");
    }

    private static Container container(String spec) {
        return SpecOnTrial.running(spec)
                .before()
                .orElseThrow()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
    }
}
