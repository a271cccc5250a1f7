package dev.beamcluster.e2e.harness;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static dev.beamcluster.e2e.harness.ClusterKind.AIRGAP_IMAGE;
import static dev.beamcluster.e2e.harness.ClusterKind.K3S_IMAGE;
import static dev.beamcluster.e2e.harness.ClusterKind.VARIABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ClusterKindTest {

    private static final Path FILE = Path.of("kubeconfig");

    @Test
    void isK3sByDefault() {
        assertThat(choose(Map.of(), Set.of())).isEqualTo(new ClusterKind.Container(K3S_IMAGE));
    }

    @Test
    void isTheAirgapNodeIfItWasBuilt() {
        assertThat(choose(Map.of(), Set.of(AIRGAP_IMAGE))).isEqualTo(new ClusterKind.Container(AIRGAP_IMAGE));
    }

    @Test
    void isTheAirgapNodeEvenIfK3sWasPulledBecauseK3sPullsMoreWhenItStarts() {
        assertThat(choose(Map.of(), Set.of(AIRGAP_IMAGE, K3S_IMAGE)))
                .isEqualTo(new ClusterKind.Container(AIRGAP_IMAGE));
    }

    @Test
    void isTheClusterOfKubeconfigIfTheFileExists() {
        assertThat(choose(Map.of("KUBECONFIG", "kubeconfig"), Set.of(AIRGAP_IMAGE)))
                .isEqualTo(new ClusterKind.Existing(FILE));
    }

    @Test
    void ignoresTheKubeconfigOfARemovedDemo() {
        assertThat(choose(Map.of("KUBECONFIG", "gone"), Set.of(AIRGAP_IMAGE)))
                .isEqualTo(new ClusterKind.Container(AIRGAP_IMAGE));
    }

    @Test
    void isTheKindThatTheVariableSelects() {
        assertThat(choose(Map.of(VARIABLE, "airgap", "KUBECONFIG", "kubeconfig"), Set.of(K3S_IMAGE)))
                .isEqualTo(new ClusterKind.Container(AIRGAP_IMAGE));
        assertThat(choose(Map.of(VARIABLE, "k3s"), Set.of(AIRGAP_IMAGE)))
                .isEqualTo(new ClusterKind.Container(K3S_IMAGE));
    }

    @Test
    void rejectsAnUnknownKindAndAMissingKubeconfig() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> choose(Map.of(VARIABLE, "kind"), Set.of()))
                .withMessageContaining(VARIABLE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> choose(Map.of(VARIABLE, "kubeconfig"), Set.of()))
                .withMessageContaining("KUBECONFIG");
    }

    private static ClusterKind choose(Map<String, String> environment, Set<String> images) {
        return ClusterKind.choose(environment, images::contains, FILE::equals);
    }
}
