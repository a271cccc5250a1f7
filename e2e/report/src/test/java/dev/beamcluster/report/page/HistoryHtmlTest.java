package dev.beamcluster.report.page;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.beamcluster.report.history.History;
import dev.beamcluster.report.history.PastRun;

import static org.assertj.core.api.Assertions.assertThat;

class HistoryHtmlTest {

    @Test
    void theTimesOfTheRunsAreAPictureWithATitle() {
        // Given
        var history = new History(List.of(run(1, "passed", 1000), run(2, "failed", 2000), run(3, "passed", 500)));

        // When
        var html = HistoryHtml.of(history);

        // Then
        assertThat(html)
                .contains("<title id=\"trend\">Time of all tests in the last 3 runs")
                .contains("points=\"30,80 320,30 610,105\"")
                .contains(
                        "<circle class=\"bad\" cx=\"320\" cy=\"30\" r=\"6\"><title>1970-01-01 00:00:02 UTC: 2.0 s, 1 of 1 test failed")
                .contains("<th scope=\"row\">a &lt;test&gt;</th><td>✓✗✓</td>")
                .contains("No test got slower.");
    }

    @Test
    void oneRunIsAPictureToo() {
        assertThat(HistoryHtml.of(new History(List.of(run(1, "passed", 0)))))
                .contains("points=\"320,130\"", "No test flaps.");
    }

    private static PastRun run(int second, String outcome, long millis) {
        return new PastRun(Instant.EPOCH.plusSeconds(second), Map.of("a <test>", new PastRun.Entry(outcome, millis)));
    }
}
