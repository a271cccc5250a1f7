package dev.beamcluster.operator.desired;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.api.v1alpha1.BeamCluster;

import static dev.beamcluster.operator.desired.SpecOnTrial.cluster;
import static org.assertj.core.api.Assertions.assertThat;

class SecondVmTest {

    @Test
    void doesNotListenInAMixReleaseWithoutEpmd() {
        // When
        BeamCluster cluster = cluster("distribution: {epmd: false}");

        // Then
        assertThat(SecondVm.variables(cluster))
                .containsExactly(EnvVars.ofValue("RELEASE_REMOTE_VM_ARGS", "/run/beamcluster-remote/remote.vm.args"));
        assertThat(SecondVm.annotations(cluster)).containsValue("-dist_listen false\n");
        assertThat(SecondVm.mount(cluster))
                .hasValueSatisfying(mount -> assertThat(mount.getMountPath()).isEqualTo("/run/beamcluster-remote"));
        assertThat(SecondVm.volume(cluster))
                .hasValueSatisfying(volume -> assertThat(volume.getDownwardAPI().getItems())
                        .singleElement()
                        .satisfies(item -> {
                            assertThat(item.getPath()).isEqualTo("remote.vm.args");
                            assertThat(item.getFieldRef().getFieldPath())
                                    .isEqualTo("metadata.annotations['beamcluster.dev/remote-vm-args']");
                        }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"epmd: false", "tls: {secretName: a}", "epmd: false, tls: {secretName: a}"})
    void usesNodetoolInARelxReleaseWhereErlCallCannotConnect(String distribution) {
        assertThat(SecondVm.variables(cluster("release: Relx, distribution: {" + distribution + "}")))
                .isEqualTo(List.of(EnvVars.ofValue("USE_NODETOOL", "true")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"Mix;tls: {secretName: a}", "Relx;netTickTimeSeconds: 20", "Erl;epmd: false", "Custom;epmd: false"
            })
    void needsNothingElsewhere(String release, String distribution) {
        // When
        BeamCluster cluster = cluster("release: " + release + ", distribution: {" + distribution + "}");

        // Then
        assertThat(SecondVm.variables(cluster)).isEmpty();
        assertThat(SecondVm.annotations(cluster)).isEmpty();
        assertThat(SecondVm.volume(cluster)).isEmpty();
        assertThat(SecondVm.mount(cluster)).isEmpty();
    }
}
