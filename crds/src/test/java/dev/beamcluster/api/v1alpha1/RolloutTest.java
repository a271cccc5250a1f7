package dev.beamcluster.api.v1alpha1;

import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RolloutTest {

    @ParameterizedTest
    @CsvSource({
        "gate: Mesh, 30, 600",
        "timeoutSeconds: 3600, 30, 3600",
        "timeoutSeconds: 20, 19, 20",
        "'minReadySeconds: 0\ntimeoutSeconds: 20', 0, 20",
        "minReadySeconds: 120, 120, 600"
    })
    void aReplacedNodeIsWatchedForHalfAMinuteOrAsLongAsTheTimeoutAllows(String yaml, int minReady, int timeout) {
        assertThat(Serialization.unmarshal(yaml, Rollout.class))
                .returns(minReady, Rollout::minReadySeconds)
                .returns(timeout, Rollout::timeoutSeconds);
    }
}
