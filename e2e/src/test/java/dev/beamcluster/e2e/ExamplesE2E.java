package dev.beamcluster.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.api.v1alpha1.BeamCluster;

import static org.assertj.core.api.Assertions.assertThat;

/** Every example of {@code deploy/examples} works as it stands. */
@EndToEnd
class ExamplesE2E {

    static List<Path> examples() throws IOException {
        try (var folders = Files.list(Repository.here().file("deploy/examples"))) {
            return folders.filter(Files::isDirectory)
                    .map(Path::getFileName)
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void becomesReady(Path example, TestNamespace namespace) {
        // Given
        var folder = Repository.here().file("deploy/examples").resolve(example);

        // When
        var applied = namespace.kubectl().applyFolder(folder);

        // Then
        assertThat(applied.succeeded()).as(applied.err()).isTrue();
        var beams = namespace
                .cluster()
                .client()
                .resources(BeamCluster.class)
                .inNamespace(namespace.name())
                .list()
                .getItems();
        assertThat(beams).isNotEmpty();
        for (var beam : beams) {
            new Beam(namespace, beam.getMetadata().getName())
                    .eventually(
                            Beam.WHOLE, status -> status.isWhole(beam.getSpec().replicas()));
        }
    }
}
