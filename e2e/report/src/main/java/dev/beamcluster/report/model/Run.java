package dev.beamcluster.report.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * All results of one run.
 *
 * @param title of the project
 * @param at when the report was made
 * @param notes what a reader must know, such as files that could not be read
 */
public record Run(String title, Instant at, List<Suite> suites, List<String> notes) {

    public Run {
        suites = List.copyOf(suites);
        notes = List.copyOf(notes);
    }

    /** All tests, in the order of their suites. */
    public Stream<Test> tests() {
        return suites.stream().flatMap(suite -> suite.tests().stream());
    }

    /** How many tests there are. */
    public int count() {
        return (int) tests().count();
    }

    /** How many tests of one framework there are. */
    public int count(String framework) {
        return suites.stream()
                .filter(suite -> suite.framework().equals(framework))
                .mapToInt(suite -> suite.tests().size())
                .sum();
    }

    /** How many tests failed. */
    public long failed() {
        return suites.stream().mapToLong(Suite::failed).sum();
    }

    /** How many tests were not run. */
    public long skipped() {
        return tests().filter(test -> test.outcome() instanceof Outcome.Skipped).count();
    }

    /** The sum of the times of all tests. */
    public Duration time() {
        return tests().map(Test::time).reduce(Duration.ZERO, Duration::plus);
    }

    /** The suites of each group, in the order in which the groups appear. */
    public Map<String, List<Suite>> groups() {
        var groups = new LinkedHashMap<String, List<Suite>>();
        suites.forEach(suite ->
                groups.computeIfAbsent(suite.group(), _ -> new ArrayList<>()).add(suite));
        return groups;
    }

    /** A copy with one more note. */
    public Run withNote(String note) {
        return new Run(
                title,
                at,
                suites,
                Stream.concat(notes.stream(), Stream.of(note)).toList());
    }

    /** A copy with each text of what was printed, attached or thrown replaced. */
    public Run mapTexts(UnaryOperator<String> text) {
        return mapConsoles(
                console -> new Console(console.source(), text.apply(console.text())),
                outcome -> switch (outcome) {
                    case Outcome.Failed(var message, var details) ->
                        new Outcome.Failed(text.apply(message), text.apply(details));
                    case Outcome.Skipped(var reason) -> new Outcome.Skipped(text.apply(reason));
                    case Outcome.Passed _, Outcome.Unfinished _ -> outcome;
                },
                text);
    }

    /** A copy with consoles, and attachments that are texts, replaced. */
    public Run mapConsoles(UnaryOperator<Console> console) {
        return mapConsoles(console, UnaryOperator.identity(), UnaryOperator.identity());
    }

    private Run mapConsoles(
            UnaryOperator<Console> console, UnaryOperator<Outcome> outcome, UnaryOperator<String> name) {
        return new Run(
                title,
                at,
                suites.stream()
                        .map(suite -> suite.with(
                                suite.tests().stream()
                                        .map(test -> map(test, console, outcome, name))
                                        .toList(),
                                suite.consoles().stream().map(console).toList()))
                        .toList(),
                notes);
    }

    private static Test map(
            Test test, UnaryOperator<Console> console, UnaryOperator<Outcome> outcome, UnaryOperator<String> name) {
        return new Test(
                test.type(),
                name.apply(test.name()),
                name.apply(test.title()),
                test.time(),
                outcome.apply(test.outcome()),
                test.consoles().stream().map(console).toList(),
                test.attachments().stream()
                        .map(file -> file.isPicture()
                                ? file
                                : new Attachment(
                                        file.name(),
                                        file.mediaType(),
                                        console.apply(file.asConsole()).text()))
                        .toList());
    }
}
