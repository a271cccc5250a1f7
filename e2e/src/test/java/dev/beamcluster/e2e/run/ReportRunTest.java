package dev.beamcluster.e2e.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.beamcluster.e2e.harness.Repository;

import static org.assertj.core.api.Assertions.assertThat;

/** The report of results that Surefire and Failsafe have written in real runs. */
class ReportRunTest {

    @TempDir
    Path clone = Path.of("");

    @Test
    void theReportHasTheTestsThatTheSummaryCounts() throws IOException {
        // Given
        copyResults();
        copyFolder(Repository.here().file("e2e/report/src/main"), clone.resolve("e2e/report/src/main"));
        var reports = new TestReports(clone, Instant.EPOCH);
        var failed =
                reports.suites().stream().mapToLong(TestReports.Suite::failed).sum();
        var tests = reports.suites().stream()
                .mapToInt(suite -> suite.tests().size())
                .sum();

        // When
        var problem = new ReportRun(clone, Instant.EPOCH).write(reports, tests);

        // Then
        assertThat(problem).isEmpty();
        assertThat(clone.resolve("target/report.zip")).exists();
        assertThat(clone.resolve("target/report/index.html"))
                .content()
                .contains("<title>BeamCluster: %d tests, %d failed</title>".formatted(tests, failed))
                .contains("aHundredNodesStayUsableAndTheLayoutHoldsStill")
                .doesNotContain("the build counted");
    }

    @Test
    void theReportHasNoSecretOfTheTests() throws IOException {
        // Given a value that a failure quotes
        var secret = "data-islands=";
        copyResults();
        copyFolder(Repository.here().file("e2e/report/src/main"), clone.resolve("e2e/report/src/main"));
        Files.writeString(clone.resolve("e2e/target/secrets.txt"), secret + "\n");

        // When
        var problem = new ReportRun(clone, Instant.EPOCH).write(new TestReports(clone, Instant.EPOCH), 1);

        // Then
        assertThat(problem).isEmpty();
        assertThat(clone.resolve("target/report/index.html"))
                .content()
                .contains("#mesh[[masked]")
                .doesNotContain(secret);
    }

    @Test
    void aReportThatCannotBeWrittenIsALine() throws IOException {
        // Given
        copyResults();

        // When
        var problem = new ReportRun(clone, Instant.EPOCH).write(new TestReports(clone, Instant.EPOCH), 1);

        // Then
        assertThat(problem).hasValueSatisfying(line -> assertThat(line).startsWith("no report: "));
    }

    /** The folders are not called target in the repository, which Git ignores. */
    private void copyResults() throws IOException {
        var results = Path.of("src/test/resources/results");
        try (Stream<Path> folders = Files.walk(results)) {
            for (Path folder :
                    folders.filter(each -> each.toString().endsWith("-reports")).toList()) {
                var module = clone.resolve(results.relativize(folder)).resolveSibling("target");
                copyFolder(folder, module.resolve(folder.getFileName()));
            }
        }
    }

    private static void copyFolder(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                var copy = to.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
