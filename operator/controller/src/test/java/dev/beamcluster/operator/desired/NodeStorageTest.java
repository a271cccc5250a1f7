package dev.beamcluster.operator.desired;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.beamcluster.api.v1alpha1.BeamCluster;

import static org.assertj.core.api.Assertions.assertThat;

/** The quantity that the operator sends for a size in the spec, and the answer of the API server (1.34). */
class NodeStorageTest {

    @ParameterizedTest
    @CsvSource({
        "1Gi, 1Gi, 1Gi",
        "1024Mi, 1024Mi, 1Gi",
        "1.5Gi, 1.5Gi, 1536Mi",
        "10000000000, 10000000000, 10G",
        "1e4, 1e4, 10e3",
        "1.3Gi, 1395864372, 1395864372",
        "1.00000000000001Gi, 1073741825, 1073741825"
    })
    void theApiServerKeepsTheAmount(String size, String sent, String answered) {
        // Given
        var cluster = Serialization.unmarshal("""
                spec: {image: a, storage: {volumes: [{name: data, mountPath: /data, size: "%s"}]}}
                """.formatted(size), BeamCluster.class);

        // When
        var claim = NodeStorage.claimTemplates(cluster).getFirst();

        // Then
        var request = claim.getSpec().getResources().getRequests().get("storage");
        assertThat(request).hasToString(sent).isEqualTo(new Quantity(answered));
    }
}
