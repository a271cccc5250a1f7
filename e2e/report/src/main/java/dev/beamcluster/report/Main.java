package dev.beamcluster.report;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

import dev.beamcluster.report.history.PastRun;
import dev.beamcluster.report.model.Run;
import dev.beamcluster.report.page.HistoryHtml;
import dev.beamcluster.report.shape.Masking;

/**
 * The command line. Exits with 0 if the report is written, whether or not tests failed; with 1 if it cannot be written; with 2 if the
 * arguments make no sense.
 */
public final class Main {

    /** The most bytes of an archive, which CI servers store without a question. */
    private static final int MOST_BYTES = 10_000_000;

    private final Clock clock;
    private final PrintStream out;

    Main(Clock clock, PrintStream out) {
        this.clock = clock;
        this.out = out;
    }

    /** Runs the program. */
    public static void main(String[] arguments) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(new Main(Clock.systemUTC(), out).run(List.of(arguments)));
    }

    /** Writes the report, and says so in one line. */
    int run(List<String> line) {
        if (line.contains("--help")) {
            out.print(Arguments.USAGE);
            return 0;
        }
        try {
            report(Arguments.of(line));
            return 0;
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            return 2;
        } catch (IOException | UncheckedIOException e) {
            out.println("the report cannot be written: " + e);
            return 1;
        }
    }

    private void report(Arguments arguments) throws IOException {
        var secrets = arguments.secrets().isPresent()
                ? Files.readAllLines(arguments.secrets().get())
                : List.<String>of();
        var run = Masking.of(secrets).apply(read(arguments));
        var output = new Output(arguments.out(), MOST_BYTES);
        var bytes = output.write(run, earlierRuns(run, arguments));
        out.println("report: %s (%,d tests, %,d failed) and %s (%,d kB)"
                .formatted(
                        arguments.out().resolve("index.html"),
                        run.count(),
                        run.failed(),
                        output.archive(),
                        bytes / 1000));
        run.notes().forEach(note -> out.println("report: " + note));
    }

    private static String earlierRuns(Run run, Arguments arguments) throws IOException {
        return arguments.history().isEmpty()
                ? ""
                : HistoryHtml.of(new HistoryFolder(arguments.history().get()).add(PastRun.of(run)));
    }

    private static Run withComparison(Run run, Arguments arguments) {
        var found = run.count("JUnit");
        return arguments.expected().isEmpty() || arguments.expected().getAsInt() == found
                ? run
                : run.withNote("It has %,d tests of JUnit, and the build counted %,d"
                        .formatted(found, arguments.expected().getAsInt()));
    }

    private Run read(Arguments arguments) throws IOException {
        var inputs = new Inputs(Path.of(""), arguments.since());
        for (Path input : arguments.inputs()) {
            inputs.read(input);
        }
        return withComparison(new Run(arguments.title(), clock.instant(), inputs.suites(), inputs.notes()), arguments);
    }
}
