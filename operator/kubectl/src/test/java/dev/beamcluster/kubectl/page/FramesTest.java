package dev.beamcluster.kubectl.page;

import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.kubectl.Golden;

import static org.assertj.core.api.Assertions.assertThat;

class FramesTest {

    private static final Instant NOW = Instant.parse("2026-01-02T10:00:00Z");

    private static BeamCluster cluster(String file) {
        return Golden.read("cluster/" + file + ".yaml", BeamCluster.class);
    }

    private static String pretty(Object value) throws Exception {
        var mapper = new ObjectMapper();
        JsonNode tree = mapper.readTree(new PageJson().write(value));
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole", "cut"})
    void aFrameSaysWhatTheStatusSays(String file) throws Exception {
        Golden.assertSame("page/frame-" + file + ".json", pretty(Frames.of(cluster(file), NOW)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole", "cut"})
    void aRowSaysWhatTheSummarySays(String file) throws Exception {
        Golden.assertSame("page/row-" + file + ".json", pretty(ClusterRow.of(cluster(file))));
    }

    @Test
    void aBeamClusterWithoutAStatusIsUnknown() {
        // Given
        BeamCluster cluster = cluster("whole");
        cluster.setStatus(null);

        // Then
        Frame frame = Frames.of(cluster, NOW);
        assertThat(frame.health()).isEqualTo("unknown");
        assertThat(frame.nodes()).isEmpty();
        assertThat(frame.counted()).isEqualTo("the mesh has not been probed");
        assertThat(ClusterRow.of(cluster).nodes()).isEqualTo("?");
    }

    @Test
    void aHundredNodesThatAreWholeFitIntoFewBytes() {
        // Given
        BeamCluster cluster = Meshes.of(100, 0);

        // Then
        Frame frame = Frames.of(cluster, NOW);
        assertThat(frame.rows()).isEmpty();
        assertThat(new PageJson().write(frame)).hasSizeLessThan(30_000);
    }

    @Test
    void aFullListOfMissingLinksSaysHowManyMoreThereAre() {
        // Given
        BeamCluster cluster = Meshes.of(100, 500);

        // Then
        Frame frame = Frames.of(cluster, NOW);
        assertThat(frame.faults()).hasSize(20);
        assertThat(frame.unlisted()).isEqualTo(480);
    }
}
