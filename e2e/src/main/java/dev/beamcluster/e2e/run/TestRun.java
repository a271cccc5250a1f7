package dev.beamcluster.e2e.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * {@code java TestRun.java [--only TEST] MAVEN...}: runs Maven and prints each test class when it ends. At the end,
 * whether or not the run succeeded, prints the minutes of each tier, the failed tests and the slowest tests, and writes
 * the report. Exits with the code of Maven, with 1 if Maven succeeded without running a test, and with 2 if TEST is not the name of a test.
 */
public final class TestRun {

    /** After this time without output, prints what the run is doing. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Instant start = Instant.now();
    private final TestReports reports;
    private final ReportRun report;
    private final Set<Path> printed = new HashSet<>();
    private Instant lastLine = start;

    private TestRun(Path root, Instant since) {
        this.reports = new TestReports(root, since);
        this.report = new ReportRun(root, since);
    }

    /** Runs the command in the working folder, which must be the root of a clone. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try {
            // Some file systems store timestamps in whole seconds.
            var since = Instant.now().minusSeconds(1);
            System.exit(new TestRun(Path.of(""), since).run(command(List.of(arguments))));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private static List<String> command(List<String> arguments) {
        if (!arguments.getFirst().equals("--only")) {
            return arguments;
        }
        var command = new ArrayList<>(arguments.subList(2, arguments.size()));
        command.addAll(Selection.of(arguments.get(1)).arguments());
        return command;
    }

    private int run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).inheritIO().start();
        while (!process.waitFor(1, TimeUnit.SECONDS)) {
            printProgress();
        }
        printProgress();
        var summary = new Summary(reports.suites(), Duration.between(start, Instant.now()));
        out.print(summary.text());
        report.write(reports, summary.tests()).ifPresent(out::println);
        return process.exitValue() == 0 && !summary.hasRun() ? 1 : process.exitValue();
    }

    private void printProgress() throws IOException {
        for (TestReports.Suite suite : reports.suites()) {
            if (printed.add(suite.file())) {
                print(suite.text());
            }
        }
        if (lastLine.plus(SILENCE).isBefore(Instant.now())) {
            print(printed.isEmpty() ? "building" : "%d test classes so far".formatted(printed.size()));
        }
    }

    private void print(String what) {
        lastLine = Instant.now();
        out.println("[%s] %s".formatted(Summary.minutes(Duration.between(start, lastLine)), what));
    }
}
