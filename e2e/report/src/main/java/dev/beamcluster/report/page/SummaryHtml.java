package dev.beamcluster.report.page;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import dev.beamcluster.report.model.Outcome;
import dev.beamcluster.report.model.Run;
import dev.beamcluster.report.model.Suite;
import dev.beamcluster.report.model.Test;

/** What a reader wants to know first: counts, the failed tests, the slowest tests. */
final class SummaryHtml {

    private SummaryHtml() {}

    static String of(Run run, List<NumberedTest> tests) {
        return notes(run) + failed(tests) + groups(run) + slowest(tests);
    }

    private static String notes(Run run) {
        return run.notes().isEmpty()
                ? ""
                : run.notes().stream()
                        .map(note -> "<li>%s</li>%n".formatted(Html.text(note)))
                        .collect(Collectors.joining("", "<ul class=\"notes\">\n", "</ul>\n"));
    }

    private static String failed(List<NumberedTest> tests) {
        var failed = tests.stream()
                .filter(each -> each.test().outcome().isFailure())
                .map(each -> "<li>%s<br><span class=\"reason\">%s</span></li>%n"
                        .formatted(each.link(), Html.text(reason(each.test().outcome()))))
                .collect(Collectors.joining());
        return failed.isEmpty() ? "" : "<h2>Failed tests</h2>\n<ul>\n%s</ul>\n".formatted(failed);
    }

    private static String reason(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed ? failed.reason() : outcome.word();
    }

    private static String groups(Run run) {
        return """
                <table><caption>Results by module</caption>
                <thead><tr><th scope="col">Module</th><th scope="col">Tests</th><th scope="col">Failed</th>
                <th scope="col">Skipped</th><th scope="col">Time</th></tr></thead>
                <tbody>
                %s</tbody></table>
                """.formatted(run.groups().entrySet().stream()
                .map(group -> row(group.getKey(), group.getValue()))
                .collect(Collectors.joining()));
    }

    private static String row(String group, List<Suite> suites) {
        var tests = suites.stream().flatMap(suite -> suite.tests().stream()).toList();
        var failed = suites.stream().mapToLong(Suite::failed).sum();
        return """
                <tr%s><th scope="row"><a href="#%s">%s</a></th><td>%,d</td><td>%,d</td><td>%,d</td><td>%s</td></tr>
                """.formatted(
                        failed > 0 ? " class=\"failed\"" : "",
                        anchor(group),
                        Html.text(group),
                        tests.size(),
                        failed,
                        tests.stream()
                                .filter(test -> test.outcome() instanceof Outcome.Skipped)
                                .count(),
                        Html.time(tests.stream().map(Test::time).reduce(Duration.ZERO, Duration::plus)));
    }

    private static String slowest(List<NumberedTest> tests) {
        var slowest = NumberedTest.bySlowness(tests).stream()
                .limit(10)
                .map(each -> "<li>%s %s</li>%n".formatted(Html.time(each.test().time()), each.link()))
                .collect(Collectors.joining());
        return slowest.isEmpty()
                ? ""
                : "<details><summary>The slowest tests</summary><ol>\n%s</ol></details>\n".formatted(slowest);
    }

    /** The name of a group as a part of an address. */
    static String anchor(String group) {
        return "g-" + group.replaceAll("[^A-Za-z0-9]+", "-");
    }
}
