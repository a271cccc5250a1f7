package dev.beamcluster.e2e.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class TestReportsTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String SCALE = """
            <testsuite name="dev.beamcluster.e2e.tests.lifecycle.ScaleE2E" time="1,061.5">
              <testcase name="grows" classname="dev.beamcluster.e2e.tests.lifecycle.ScaleE2E" time="1000"/>
              <testcase name="shrinks" classname="dev.beamcluster.e2e.tests.lifecycle.ScaleE2E" time="61.5"><failure>
              AssertionError: two
              lines</failure></testcase>
            </testsuite>
            """;

    @TempDir
    Path clone = Path.of("");

    @Test
    void readsAReport() throws IOException {
        // Given
        write("e2e/target/failsafe-reports/TEST-ScaleE2E.xml", SCALE, 1061);

        // When
        var suites = new TestReports(clone, START).suites();

        // Then
        assertThat(suites).singleElement().satisfies(suite -> {
            assertThat(suite.tier()).isEqualTo(Tier.CLUSTER);
            assertThat(suite.name()).isEqualTo("ScaleE2E");
            assertThat(suite.time()).isEqualTo(Duration.ofMillis(1_061_500));
            assertThat(suite.tests())
                    .containsExactly(
                            new TestReports.Case(
                                    "ScaleE2E", "grows", Duration.ofSeconds(1000), TestReports.Result.PASSED, ""),
                            new TestReports.Case(
                                    "ScaleE2E",
                                    "shrinks",
                                    Duration.ofMillis(61_500),
                                    TestReports.Result.FAILED,
                                    "AssertionError: two lines"));
        });
    }

    @Test
    void readsTheLongMessageOfAFailedTest() throws IOException {
        // Given
        var message = "&lt;".repeat(200_000);
        write("e2e/target/failsafe-reports/TEST-ScaleE2E.xml", SCALE.replace("AssertionError", message), 1);

        // When, then
        assertThat(new TestReports(clone, START).suites())
                .singleElement()
                .satisfies(suite -> assertThat(suite.tests().getLast().reason()).hasSizeBetween(100, 500));
    }

    @Test
    void derivesTheTierFromTheFolder() throws IOException {
        // Given
        write("crds/target/surefire-reports/TEST-A.xml", SCALE, 1);
        write("operator/testkit/target/failsafe-reports/TEST-B.xml", SCALE, 2);
        write("e2e/target/failsafe-reports/TEST-C.xml", SCALE, 3);

        // When, then
        assertThat(new TestReports(clone, START).suites())
                .extracting(TestReports.Suite::tier)
                .containsExactly(Tier.UNIT, Tier.REAL_NODES, Tier.CLUSTER);
    }

    @Test
    void skipsReportsOfAnEarlierRunAndIncompleteOnes() throws IOException {
        // Given
        write("e2e/target/failsafe-reports/TEST-Earlier.xml", SCALE, -1);
        write("e2e/target/failsafe-reports/TEST-Now.xml", SCALE.replace("</testsuite>", ""), 1);
        write("e2e/target/failsafe-reports/failsafe-summary.xml", SCALE, 1);
        var reports = new TestReports(clone, START);

        // When, then
        assertThat(reports.suites()).isEmpty();
        write("e2e/target/failsafe-reports/TEST-Now.xml", SCALE, 1);
        assertThat(reports.suites()).hasSize(1);
    }

    private void write(String file, String xml, int secondsAfterStart) throws IOException {
        var path = clone.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, xml);
        Files.setLastModifiedTime(path, FileTime.from(START.plusSeconds(secondsAfterStart)));
    }
}
