package dev.beamcluster.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

import dev.beamcluster.report.model.Console;
import dev.beamcluster.report.model.Outcome;
import dev.beamcluster.report.model.Run;
import dev.beamcluster.report.model.Suite;
import dev.beamcluster.report.model.Test;

/** Results that frameworks have written, and runs of a few tests. */
public final class Samples {

    /** When the runs of these tests took place. */
    public static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private Samples() {}

    /** A file of the folder with results. */
    public static Path file(String name) {
        return Path.of("src/test/resources/results").resolve(name);
    }

    /** The text of such a file. */
    public static String text(String name) throws IOException {
        return Files.readString(file(name));
    }

    /** A clock that shows {@link #NOW}. */
    public static Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    /** A run of one suite. */
    public static Run run(Test... tests) {
        return new Run(
                "Sample",
                NOW,
                List.of(new Suite(
                        "JUnit", "app", "a.SampleTest", Duration.ofSeconds(2), Arrays.asList(tests), List.of())),
                List.of());
    }

    /** A test that took a second and printed this. */
    public static Test test(String name, Outcome outcome, String... printed) {
        return Test.of(
                "a.SampleTest",
                name,
                Duration.ofSeconds(1),
                outcome,
                Arrays.stream(printed).map(text -> new Console("stdout", text)).toList());
    }

    /** The test of this name. */
    public static Test named(List<Suite> suites, String name) {
        return suites.stream()
                .flatMap(suite -> suite.tests().stream())
                .filter(test -> test.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no test " + name + " in " + suites));
    }
}
