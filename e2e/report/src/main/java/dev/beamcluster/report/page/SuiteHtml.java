package dev.beamcluster.report.page;

import java.util.List;
import java.util.stream.Collectors;

import dev.beamcluster.report.model.Attachment;
import dev.beamcluster.report.model.Console;
import dev.beamcluster.report.model.Outcome;
import dev.beamcluster.report.model.Suite;
import dev.beamcluster.report.model.Test;

/** A suite with its tests, and what each of them printed. */
final class SuiteHtml {

    private SuiteHtml() {}

    static String of(Suite suite, List<NumberedTest> tests) {
        var classes = tests.stream()
                .flatMap(each -> List.of(" has-" + kind(each.test()), each.slow() ? " has-slow" : "").stream())
                .distinct()
                .collect(Collectors.joining());
        var name = Html.text(suite.name());
        return """
                <details class="suite%s"%s><summary><span class="name">%s</span> <span class="counts">%s</span></summary>
                <table><caption>Tests of %s</caption>
                <thead><tr><th scope="col">Test</th><th scope="col">Outcome</th><th scope="col">Time</th></tr></thead>
                <tbody>
                %s</tbody></table>
                %s</details>
                """.formatted(
                classes,
                suite.failed() > 0 ? " open" : "",
                name,
                counts(suite),
                name,
                tests.stream().map(SuiteHtml::row).collect(Collectors.joining()),
                suite.consoles().isEmpty() ? "" : Html.folded("Output of the whole suite", consoles(suite.consoles())));
    }

    private static String counts(Suite suite) {
        var failed =
                suite.failed() == 0 ? "" : ", <strong class=\"failed\">%d failed</strong>".formatted(suite.failed());
        return Html.count(suite.tests().size(), "test") + failed + ", " + Html.time(suite.time());
    }

    private static String row(NumberedTest each) {
        var test = each.test();
        var title = test.title().isEmpty() ? "" : " <small>%s</small>".formatted(Html.text(test.title()));
        var name = Html.text(each.name()) + title;
        var content = content(test);
        var cell = content.isEmpty()
                ? name
                : "<details%s><summary>%s</summary>%s</details>"
                        .formatted(test.outcome().isFailure() ? " open" : "", name, content);
        return "<tr id=\"t%d\" class=\"test %s%s\"><th scope=\"row\">%s</th><td>%s</td><td>%s</td></tr>%n"
                .formatted(
                        each.id(),
                        kind(test),
                        each.slow() ? " slow" : "",
                        cell,
                        word(test.outcome()),
                        Html.time(test.time()));
    }

    /** What the filters tell apart. */
    private static String kind(Test test) {
        return test.outcome().isFailure() ? "failed" : test.outcome().word();
    }

    private static String word(Outcome outcome) {
        var sign = switch (outcome) {
            case Outcome.Passed _ -> "✓";
            case Outcome.Failed _, Outcome.Unfinished _ -> "✗";
            case Outcome.Skipped _ -> "–";
        };
        return "<span aria-hidden=\"true\">%s</span> %s".formatted(sign, outcome.word());
    }

    private static String content(Test test) {
        var outcome = switch (test.outcome()) {
            case Outcome.Failed(var message, var details) -> failure(message, details);
            case Outcome.Skipped(var reason) -> reason.isBlank() ? "" : Html.printed(reason);
            case Outcome.Unfinished _ -> "<p>It was started, and no result was written: its process died.</p>";
            case Outcome.Passed _ -> "";
        };
        return outcome
                + consoles(test.consoles())
                + test.attachments().stream().map(SuiteHtml::attachment).collect(Collectors.joining());
    }

    private static String failure(String message, String details) {
        var stack = details.isBlank() || details.equals(message)
                ? ""
                : message.isBlank() ? Html.printed(details) : Html.folded("Stack", Html.printed(details));
        return (message.isBlank() ? "" : Html.printed(message)) + stack;
    }

    private static String consoles(List<Console> consoles) {
        return consoles.stream()
                .map(console -> "<p class=\"source\">%s</p>%n%s"
                        .formatted(Html.text(console.source()), Html.printed(console.text())))
                .collect(Collectors.joining());
    }

    private static String attachment(Attachment file) {
        var content = file.isPicture()
                ? "<img alt=\"%s\" src=\"data:%s;base64,%s\">"
                        .formatted(Html.text(file.name()), Html.text(file.mediaType()), Html.text(file.content()))
                : Html.printed(file.content());
        return Html.folded(file.name(), content);
    }
}
