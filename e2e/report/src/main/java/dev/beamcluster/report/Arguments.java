package dev.beamcluster.report;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a person asks for.
 *
 * @param title of the report
 * @param out folder of the report; the archive is beside it
 * @param since files that are older are not read
 * @param secrets file with a value in each line that must not be in the report
 * @param history folder with the data of earlier runs
 * @param expected tests of JUnit that the build counted
 * @param inputs files and folders
 */
record Arguments(
        String title,
        Path out,
        Instant since,
        Optional<Path> secrets,
        Optional<Path> history,
        OptionalInt expected,
        List<Path> inputs) {

    static final String USAGE = """
            java -jar beamcluster-report.jar [OPTION...] PATH...

            Writes one page with the results of tests that are in these files and folders: Open Test Reporting events, XML of
            Surefire, Failsafe, EUnit and ExUnit, and logs of Common Test.

              --title TEXT      of the page (Tests)
              --out DIR         of the page, which is replaced; DIR.zip is written too (report)
              --since INSTANT   leaves out files that are older, such as 2026-01-01T12:00:00Z
              --secrets FILE    a value in each line that must not be in the report
              --history DIR     adds this run to the folder, and shows which tests got slower and which flap
              --expect COUNT    says so if the report has another number of tests of JUnit
            """;

    Arguments {
        inputs = List.copyOf(inputs);
    }

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException with what is wrong, for a person
     */
    static Arguments of(List<String> line) {
        var arguments = new Arguments(
                "Tests",
                Path.of("report"),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                List.of());
        var left = new ArrayDeque<>(line);
        while (!left.isEmpty()) {
            var next = left.pop();
            if (!next.startsWith("--")) {
                arguments = arguments.with(Path.of(next));
            } else if (left.isEmpty()) {
                throw new IllegalArgumentException(next + " needs a value");
            } else {
                arguments = arguments.with(next, left.pop());
            }
        }
        if (arguments.inputs.isEmpty()) {
            throw new IllegalArgumentException("name a file or folder with results\n\n" + USAGE);
        }
        return arguments;
    }

    private Arguments with(Path input) {
        var all = new ArrayList<>(inputs);
        all.add(input);
        return new Arguments(title, out, since, secrets, history, expected, all);
    }

    private Arguments with(String option, String value) {
        return switch (option) {
            case "--title" -> new Arguments(value, out, since, secrets, history, expected, inputs);
            case "--out" -> new Arguments(title, Path.of(value), since, secrets, history, expected, inputs);
            case "--since" -> new Arguments(title, out, instant(value), secrets, history, expected, inputs);
            case "--secrets" ->
                new Arguments(title, out, since, Optional.of(Path.of(value)), history, expected, inputs);
            case "--history" ->
                new Arguments(title, out, since, secrets, Optional.of(Path.of(value)), expected, inputs);
            case "--expect" -> new Arguments(title, out, since, secrets, history, OptionalInt.of(count(value)), inputs);
            default -> throw new IllegalArgumentException("there is no option " + option + "\n\n" + USAGE);
        };
    }

    private static Instant instant(String value) {
        try {
            return Instant.parse(value);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "--since %s is no instant: write it as 2026-01-01T12:00:00Z".formatted(value), e);
        }
    }

    private static int count(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--expect %s is no number".formatted(value), e);
        }
    }
}
