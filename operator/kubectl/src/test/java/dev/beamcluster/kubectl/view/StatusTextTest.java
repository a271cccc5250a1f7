package dev.beamcluster.kubectl.view;

import java.util.List;

import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.kubectl.Golden;

import static org.assertj.core.api.Assertions.assertThat;

class StatusTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"whole", "cut"})
    void aPersonReadsWhatTheOperatorWrote(String cluster) {
        Golden.assertSame(
                "status/" + cluster + ".txt",
                StatusText.of(ReadObjects.facts(cluster), ReadObjects.NOW, false, Palette.PLAIN));
    }

    @Test
    void everyConditionIsPrintedOnRequest() {
        Golden.assertSame(
                "status/whole-verbose.txt",
                StatusText.of(ReadObjects.facts("whole"), ReadObjects.NOW, true, Palette.PLAIN));
    }

    @Test
    void whatCannotBeReadIsNamed() {
        Golden.assertSame(
                "status/without-rights.txt",
                StatusText.of(ReadObjects.unanswered("whole"), ReadObjects.NOW, false, Palette.PLAIN));
    }

    @Test
    void aBeamClusterWithoutAStatusIsUnknown() {
        // Given
        BeamCluster cluster = ReadObjects.cluster("whole");
        cluster.setStatus(null);
        var facts = new ClusterFacts(
                cluster,
                new Asked.Got<>(List.of()),
                new Asked.Got<>(List.of()),
                new Asked.Got<>(List.of()),
                new Asked.Got<>(List.of()));

        // Then
        assertThat(StatusText.of(facts, ReadObjects.NOW, true, Palette.PLAIN))
                .startsWith("shop/chat is unknown\n")
                .contains("3 wanted", "the mesh has not been probed", "kubectl beam version");
        assertThat(Health.of(cluster).exitCode()).isEqualTo(2);
    }

    @Test
    void aTerminalShowsTheHealthInColor() {
        assertThat(StatusText.of(ReadObjects.facts("cut"), ReadObjects.NOW, false, Palette.COLORED))
                .startsWith("shop/\u001b[1mchat\u001b[0m is \u001b[31mnot whole\u001b[0m for 1m (Partitioned)");
    }

    @Test
    void programsGetTheSame() {
        Golden.assertSame("status/cut.json", Serialization.asJson(StatusDocument.of(ReadObjects.facts("cut"))));
    }

    @Test
    void severalBeamClustersAreATable() {
        // Given
        var clusters = List.of(ReadObjects.cluster("whole"), ReadObjects.cluster("cut"));

        // Then
        Golden.assertSame("status/all.txt", ClusterTable.of(clusters, ReadObjects.NOW));
        assertThat(ClusterTable.health(clusters)).isEqualTo(Health.BROKEN);
        assertThat(ClusterTable.health(List.of())).isEqualTo(Health.UNKNOWN);
    }
}
