package dev.beamcluster.e2e.run;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SummaryTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void printsTheMinutesOfEachTierAndTheFailedTests() {
        // When
        var text = new Summary(
                        List.of(
                                suite(Tier.UNIT, "A", 0, 30, TestReports.Result.PASSED),
                                suite(Tier.CLUSTER, "B", 30, 120, TestReports.Result.FAILED)),
                        Duration.ofSeconds(200))
                .text();

        // Then
        assertThat(text)
                .contains(
                        "  3:20 in all", "  0:30 unit        1 tests, 0 failed", "  1:30 cluster     1 tests, 1 failed")
                .contains("FAILED B.works: no mesh")
                .doesNotContain("real nodes", "FAILED A");
    }

    @Test
    void namesTheTenSlowestTests() {
        // Given
        var suites = IntStream.range(0, 20)
                .mapToObj(each -> suite(Tier.UNIT, "T" + each, 0, 10 + each, TestReports.Result.PASSED))
                .toList();

        // When
        var text = new Summary(suites, Duration.ofMinutes(1)).text();

        // Then
        assertThat(text)
                .containsSubsequence("T19.works", "T18.works", "T10.works")
                .doesNotContain("T9.works");
    }

    @Test
    void parallelClassesCountOnceAndPausesDoNotCount() {
        assertThat(Summary.wallClock(List.of(
                        suite(Tier.UNIT, "A", 0, 60, TestReports.Result.PASSED),
                        suite(Tier.UNIT, "B", 20, 40, TestReports.Result.PASSED),
                        suite(Tier.UNIT, "C", 50, 70, TestReports.Result.PASSED),
                        suite(Tier.UNIT, "D", 100, 110, TestReports.Result.PASSED))))
                .isEqualTo(Duration.ofSeconds(80));
    }

    @Test
    void aRunWithoutTestsIsReported() {
        // Given
        var nothing = new Summary(List.of(), Duration.ofSeconds(5));

        // Then
        assertThat(nothing.hasRun()).isFalse();
        assertThat(nothing.text()).contains("no test was run");
    }

    private static TestReports.Suite suite(Tier tier, String name, int begin, int end, TestReports.Result result) {
        var time = Duration.ofSeconds(end - begin);
        var test = new TestReports.Case(name, "works", time, result, "no mesh");
        return new TestReports.Suite(Path.of(name), tier, name, START.plusSeconds(end), time, List.of(test));
    }
}
