package dev.beamcluster.e2e.bench.soak;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

import dev.beamcluster.api.v1alpha1.BeamCluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SeenClustersTest {

    private final MeshVerdicts verdicts = new MeshVerdicts();
    private final SeenClusters seen = new SeenClusters(verdicts);

    @Test
    void aClusterIsSettledIfItIsReadyForItsNewestGeneration() {
        assertThat(SeenClusters.isSettled(cluster("uid-1", 2, 2, "True"), 2)).isTrue();
        assertThat(SeenClusters.isSettled(cluster("uid-1", 2, 1, "True"), 2)).isFalse();
        assertThat(SeenClusters.isSettled(cluster("uid-1", 1, 1, "True"), 2)).isFalse();
        assertThat(SeenClusters.isSettled(cluster("uid-1", 2, 2, "False"), 2)).isFalse();
    }

    @Test
    void aMeshThatBreaksWhileNothingHappensIsAFalseAlarm() {
        // Given
        var whole = cluster("uid-1", 1, 1, "True");
        seen.onAdd(whole);

        // When
        seen.onUpdate(whole, cluster("uid-1", 1, 1, "False"));

        // Then
        assertThat(verdicts.falseAlarms()).containsExactly("chat0 is Meshed=False: LinksMissing: cut");
    }

    @Test
    void aClusterOfTheSameNameIsAnotherOne() {
        // Given
        var whole = cluster("uid-1", 1, 1, "True");
        seen.onAdd(whole);

        // When
        seen.onUpdate(whole, cluster("uid-2", 1, 1, "False"));

        // Then
        assertThat(verdicts.falseAlarms()).isEmpty();
    }

    @Test
    void awaitEndsWhenTheClusterIsGone() throws InterruptedException {
        // Given
        var cluster = cluster("uid-1", 1, 1, "True");
        seen.onAdd(cluster);
        assertThatIllegalStateException()
                .isThrownBy(() -> seen.await("chat0", Optional::isEmpty, Duration.ofMillis(10)))
                .withMessageContaining("Ready=True of generation 1");

        // When
        seen.onDelete(cluster, false);

        // Then
        seen.await("chat0", Optional::isEmpty, Duration.ofMillis(10));
    }

    private static BeamCluster cluster(String uid, long generation, long observed, String state) {
        return Objects.requireNonNull(
                Serialization.unmarshal("""
                apiVersion: beamcluster.dev/v1alpha1
                kind: BeamCluster
                metadata: {name: chat0, uid: %1$s, generation: %2$d}
                spec: {image: example/chat}
                status:
                  observedGeneration: %3$d
                  conditions:
                  - {type: Ready, status: "%4$s", observedGeneration: %3$d, reason: LinksMissing, message: cut}
                  - {type: Meshed, status: "%4$s", observedGeneration: %3$d, reason: LinksMissing, message: cut}
                """.formatted(uid, generation, observed, state), BeamCluster.class));
    }
}
