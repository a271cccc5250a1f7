package dev.beamcluster.operator.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Generated files are up to date with their sources. */
class DriftTest {

    private static final String REMEDY = "run `deploy/render` and commit what it writes";

    @Test
    void thePlainManifestIsRenderedFromTheChart(@TempDir Path directory) throws IOException {
        // Given
        var made = directory.resolve("made.yaml");

        // When
        var result = Chart.run(List.of("./render", made.toAbsolutePath().toString()));

        // Then
        assertThat(result.exitCode()).as(result.text()).isZero();
        assertThat(Chart.DEPLOY.resolve("beamcluster.yaml"))
                .as(REMEDY)
                .content()
                .isEqualTo(Files.readString(made));
    }

    @Test
    void theChartHasTheGeneratedCustomResourceDefinition() throws IOException {
        var crd = "beamclusters.beamcluster.dev.yaml";

        assertThat(Chart.DEPLOY.resolve("chart/crds").resolve(crd))
                .as(REMEDY)
                .content()
                .isEqualTo(Files.readString(Path.of("../../crds", crd)));
    }

    @Test
    void chartAndOperatorHaveTheSameVersion() throws IOException {
        var pom = Files.readString(Path.of("pom.xml"));
        var chart = Files.readString(Chart.DEPLOY.resolve("chart/Chart.yaml"));

        var version = pom.substring(pom.indexOf("<version>") + "<version>".length(), pom.indexOf("</version>"))
                .replace("-SNAPSHOT", "");

        assertThat(chart).contains("\nversion: " + version + "\n", "\nappVersion: " + version + "\n");
    }
}
