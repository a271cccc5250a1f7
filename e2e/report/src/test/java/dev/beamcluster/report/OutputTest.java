package dev.beamcluster.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.beamcluster.report.model.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

class OutputTest {

    private static final int MOST_BYTES = 500_000;

    @TempDir
    Path folder = Path.of("");

    @Test
    void anArchiveThatWouldBeTooLargeHasShorterOutputs() throws IOException {
        // Given
        var noise = new StringBuilder();
        new Random(1).ints(1_000_000, 'a', 'z').forEach(each -> noise.append((char) each));
        var run = Samples.run(
                Samples.test("loud", new Outcome.Passed(), noise.toString()),
                Samples.test("quiet", new Outcome.Passed(), "a word"));

        // When
        var bytes = new Output(folder.resolve("report"), MOST_BYTES).write(run, "");

        // Then
        assertThat(Files.size(folder.resolve("report.zip"))).isEqualTo(bytes).isBetween(50_000L, (long) MOST_BYTES);
        assertThat(folder.resolve("report/index.html")).content().contains("a word", "characters are left out");
    }
}
