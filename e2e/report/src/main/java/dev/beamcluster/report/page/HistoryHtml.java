package dev.beamcluster.report.page;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.beamcluster.report.history.History;
import dev.beamcluster.report.history.PastRun;

/** The section about earlier runs: a picture of their times, what got slower, and what flaps. */
public final class HistoryHtml {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 160;
    private static final int MARGIN = 30;

    private HistoryHtml() {}

    /** The section, as HTML. */
    public static String of(History history) {
        return "<section id=\"history\"><h2>Earlier runs</h2>%n%s%s%s</section>%n"
                .formatted(trend(history.runs()), slower(history.slower()), flapping(history.flapping()));
    }

    private static String trend(List<PastRun> runs) {
        var most = runs.stream().mapToLong(PastRun::millis).max().orElse(1);
        var line = IntStream.range(0, runs.size())
                .mapToObj(each ->
                        "%d,%d".formatted(x(each, runs.size()), y(runs.get(each).millis(), most)))
                .collect(Collectors.joining(" "));
        var dots = IntStream.range(0, runs.size())
                .mapToObj(each -> dot(runs.get(each), x(each, runs.size()), most))
                .collect(Collectors.joining());
        var axis = HEIGHT - MARGIN;
        return """
                <figure><svg viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-labelledby="trend">
                <title id="trend">Time of all tests in the last %s; a larger mark is a run that failed</title>
                <line class="axis" x1="%d" y1="%d" x2="%d" y2="%d"></line>
                <text x="0" y="14">%s</text><text x="0" y="%d">0</text>
                <polyline class="line" points="%s"></polyline>
                %s</svg></figure>
                """.formatted(
                        WIDTH,
                        HEIGHT,
                        WIDTH,
                        HEIGHT,
                        Html.count(runs.size(), "run"),
                        MARGIN,
                        axis,
                        WIDTH,
                        axis,
                        Html.time(Duration.ofMillis(most)),
                        axis,
                        line,
                        dots);
    }

    private static String dot(PastRun run, int x, long most) {
        var failed = run.failed().size();
        return "<circle class=\"%s\" cx=\"%d\" cy=\"%d\" r=\"%d\"><title>%s UTC: %s, %d of %s failed</title></circle>%n"
                .formatted(
                        failed > 0 ? "bad" : "good",
                        x,
                        y(run.millis(), most),
                        failed > 0 ? 6 : 3,
                        run.at().toString().replaceAll("[TZ]|\\.\\d+", " ").strip(),
                        Html.time(Duration.ofMillis(run.millis())),
                        failed,
                        Html.count(run.tests().size(), "test"));
    }

    private static int x(int each, int count) {
        return count == 1 ? WIDTH / 2 : MARGIN + each * (WIDTH - 2 * MARGIN) / (count - 1);
    }

    private static int y(long millis, long most) {
        return (int) (HEIGHT - MARGIN - (HEIGHT - 2.0 * MARGIN) * millis / Math.max(1, most));
    }

    private static String slower(List<History.Slower> tests) {
        return tests.isEmpty()
                ? "<p>No test got slower.</p>\n"
                : table(
                        "Slower than the median of the earlier runs",
                        List.of("Test", "Before", "Now"),
                        tests.stream()
                                .map(test -> List.of(
                                        test.test(),
                                        Html.time(Duration.ofMillis(test.before())),
                                        Html.time(Duration.ofMillis(test.now()))))
                                .toList());
    }

    private static String flapping(List<History.Flapping> tests) {
        return tests.isEmpty()
                ? "<p>No test flaps.</p>\n"
                : table(
                        "Passed in some runs and failed in others, the last run at the end",
                        List.of("Test", "Outcomes"),
                        tests.stream()
                                .map(test -> List.of(test.test(), test.outcomes()))
                                .toList());
    }

    private static String table(String caption, List<String> heads, List<List<String>> rows) {
        return "<table><caption>%s</caption>%n<thead><tr>%s</tr></thead>%n<tbody>%n%s</tbody></table>%n"
                .formatted(
                        caption,
                        heads.stream()
                                .map("<th scope=\"col\">%s</th>"::formatted)
                                .collect(Collectors.joining()),
                        rows.stream().map(HistoryHtml::row).collect(Collectors.joining()));
    }

    private static String row(List<String> cells) {
        return "<tr><th scope=\"row\">%s</th>%s</tr>%n"
                .formatted(
                        Html.text(cells.getFirst()),
                        cells.stream()
                                .skip(1)
                                .map(cell -> "<td>" + Html.text(cell) + "</td>")
                                .collect(Collectors.joining()));
    }
}
