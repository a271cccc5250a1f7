package dev.beamcluster.report.page;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.beamcluster.report.model.Console;
import dev.beamcluster.report.model.Outcome;
import dev.beamcluster.report.model.Run;
import dev.beamcluster.report.model.Suite;
import dev.beamcluster.report.model.Test;

/**
 * The run as a notebook of Livebook: a summary, what the failed tests printed, and code that loads {@code run.json} from the same folder. The
 * code needs only Elixir 1.18, so that it runs without a network.
 */
public final class Notebook {

    /** The most characters of one console; the data has all of it. */
    private static final int MOST_CHARACTERS = 20_000;

    /** More failed tests than a person reads. */
    private static final int MOST_TESTS = 50;

    private static final String CODE = """
            ## The data

            `run` has every test with its outcome, time and output.

            ```elixir
            run = __DIR__ |> Path.join("run.json") |> File.read!() |> JSON.decode!()
            tests = run["tests"]
            Enum.frequencies_by(tests, & &1["outcome"])
            ```

            The slowest tests, in seconds:

            ```elixir
            tests
            |> Enum.sort_by(& &1["seconds"], :desc)
            |> Enum.take(20)
            |> Enum.map(&{&1["seconds"], &1["suite"], &1["name"]})
            ```

            Every test that printed a word:

            ```elixir
            word = "error"

            for test <- tests, console <- test["consoles"], String.contains?(console["text"], word) do
              {test["suite"], test["name"], console["source"]}
            end
            ```
            """;

    private Notebook() {}

    /** The notebook of a run, as {@code .livemd}. */
    public static String of(Run run) {
        return "# %s%n%n%s tests, %d failed, %d skipped%n%n%s%n%s%s"
                .formatted(
                        line(run.title()), run.count(), run.failed(), run.skipped(), table(run), failures(run), CODE);
    }

    private static String table(Run run) {
        var rows = run.groups().entrySet().stream()
                .map(group -> "| %s | %d | %d |%n"
                        .formatted(
                                line(group.getKey()),
                                group.getValue().stream()
                                        .mapToInt(suite -> suite.tests().size())
                                        .sum(),
                                group.getValue().stream()
                                        .mapToLong(Suite::failed)
                                        .sum()))
                .collect(Collectors.joining());
        return "| module | tests | failed |%n|---|---|---|%n%s".formatted(rows);
    }

    private static String failures(Run run) {
        var failed = run.suites().stream()
                .flatMap(suite -> suite.tests().stream()
                        .filter(test -> test.outcome().isFailure())
                        .map(test -> failure(suite, test)))
                .limit(MOST_TESTS)
                .collect(Collectors.joining());
        return failed.isEmpty() ? "" : "## Failed tests%n%n%s".formatted(failed);
    }

    private static String failure(Suite suite, Test test) {
        var failure = test.outcome() instanceof Outcome.Failed(var message, var details)
                ? Stream.of(new Console("failure", details.isBlank() ? message : details))
                : Stream.of(new Console("failure", "it was started, and no result was written"));
        return Stream.of(failure, test.consoles().stream(), attached(test))
                .flatMap(consoles -> consoles)
                .map(console -> "%s:%n%n%s"
                        .formatted(
                                line(console.source()),
                                fenced(console.cutTo(MOST_CHARACTERS).text())))
                .collect(Collectors.joining("", "### %s%n%n".formatted(line(suite.name() + ": " + test.name())), ""));
    }

    private static Stream<Console> attached(Test test) {
        return test.attachments().stream().filter(file -> !file.isPicture()).map(file -> file.asConsole());
    }

    /** A fence is longer than each row of backticks in the text. */
    private static String fenced(String text) {
        var longest = List.of(text.split("[^`]+")).stream()
                .mapToInt(String::length)
                .max()
                .orElse(0);
        var fence = "`".repeat(Math.max(3, longest + 1));
        return "%stext%n%s%n%s%n%n".formatted(fence, text.strip(), fence);
    }

    /** A text in one line without marks of Markdown. */
    private static String line(String text) {
        return text.replaceAll("\\s+", " ").replaceAll("([\\\\`*_\\[\\]<>#|])", "\\\\$1");
    }
}
