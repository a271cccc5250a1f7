package dev.beamcluster.report.history;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs in the order of time, of which the last one is that of the report.
 *
 * @param runs at least one
 */
public record History(List<PastRun> runs) {

    /** Fewer earlier runs say nothing about how long a test takes. */
    private static final int FEWEST = 3;

    /** A test got slower if it took this many times as long as before, */
    private static final double FACTOR = 1.5;

    /** and this much longer. */
    private static final long MORE_MILLIS = 500;

    public History {
        runs = runs.stream().sorted(Comparator.comparing(PastRun::at)).toList();
    }

    /**
     * A test that took longer than before.
     *
     * @param before the median of the earlier runs, in milliseconds
     * @param now milliseconds of the last run
     */
    public record Slower(String test, long before, long now) {}

    /**
     * A test that passed and failed in turn.
     *
     * @param outcomes one sign for each run in which it ran: ✓ or ✗
     */
    public record Flapping(String test, String outcomes) {}

    /** Passed tests that took 1.5 times as long as the median of three earlier runs or more, and half a second more. */
    public List<Slower> slower() {
        return runs.getLast().tests().entrySet().stream()
                .filter(test -> test.getValue().passed())
                .flatMap(test -> slower(test.getKey(), test.getValue().millis()).stream())
                .sorted(Comparator.comparingLong((Slower test) -> test.now() - test.before())
                        .reversed())
                .toList();
    }

    private Optional<Slower> slower(String test, long now) {
        var before = earlier(test)
                .filter(PastRun.Entry::passed)
                .mapToLong(PastRun.Entry::millis)
                .sorted()
                .toArray();
        if (before.length < FEWEST) {
            return Optional.empty();
        }
        var median = before[before.length / 2];
        return now > median * FACTOR && now > median + MORE_MILLIS
                ? Optional.of(new Slower(test, median, now))
                : Optional.empty();
    }

    private Stream<PastRun.Entry> earlier(String test) {
        return runs.subList(0, runs.size() - 1).stream()
                .flatMap(run -> Stream.ofNullable(run.tests().get(test)));
    }

    /** Tests that failed after they had passed, and passed after they had failed. */
    public List<Flapping> flapping() {
        return runs.stream()
                .flatMap(run -> run.failed().stream())
                .distinct()
                .sorted()
                .map(test -> new Flapping(test, outcomes(test)))
                .filter(test ->
                        test.outcomes().contains("✓✗") && test.outcomes().contains("✗✓"))
                .toList();
    }

    private String outcomes(String test) {
        var outcomes = new StringBuilder();
        runs.stream()
                .flatMap(run -> Stream.ofNullable(run.tests().get(test)))
                .filter(PastRun.Entry::ran)
                .forEach(entry -> outcomes.append(entry.passed() ? '✓' : '✗'));
        return outcomes.toString();
    }
}
