package dev.beamcluster.e2e.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import dev.beamcluster.e2e.run.TestReports.Case;
import dev.beamcluster.e2e.run.TestReports.Result;
import dev.beamcluster.e2e.run.TestReports.Suite;

/**
 * The summary at the end of a run.
 *
 * @param suites in the order in which they ended
 * @param total time of the run, including the build
 */
record Summary(List<Suite> suites, Duration total) {

    private static final int SLOWEST = 10;

    /** Whether any test ran. */
    boolean hasRun() {
        return !suites.isEmpty();
    }

    /** How many tests were run or skipped. */
    int tests() {
        return (int) all().count();
    }

    /** The minutes of each tier, the slowest tests, and the failed tests with their reasons. */
    String text() {
        if (!hasRun()) {
            return "%n%s in all, and no test was run%n".formatted(minutes(total));
        }
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add("%s in all, of which tests (tiers may run side by side):".formatted(minutes(total)));
        for (Tier tier : Tier.values()) {
            var of = suites.stream().filter(suite -> suite.tier() == tier).toList();
            if (!of.isEmpty()) {
                lines.add("%s %-11s %s".formatted(minutes(wallClock(of)), tier.title(), counts(of)));
            }
        }
        lines.add("the slowest:");
        all().sorted(Comparator.comparing(Case::time).reversed())
                .limit(SLOWEST)
                .forEach(test -> lines.add(minutes(test.time()) + " " + name(test)));
        all().filter(test -> test.result() == Result.FAILED)
                .forEach(test -> lines.add("FAILED %s: %s".formatted(name(test), test.reason())));
        return String.join("\n", lines) + "\n";
    }

    private Stream<Case> all() {
        return suites.stream().flatMap(suite -> suite.tests().stream());
    }

    private static String name(Case test) {
        return test.type() + "." + test.name();
    }

    private static String counts(List<Suite> suites) {
        var tests = suites.stream().mapToInt(suite -> suite.tests().size()).sum();
        var failed = suites.stream().mapToLong(Suite::failed).sum();
        return "%d tests, %d failed".formatted(tests, failed);
    }

    /** The time during which at least one suite ran: classes run in parallel, modules one after another. */
    static Duration wallClock(List<Suite> suites) {
        var total = Duration.ZERO;
        var until = Instant.MIN;
        for (Suite suite :
                suites.stream().sorted(Comparator.comparing(Summary::begin)).toList()) {
            var from = begin(suite).isAfter(until) ? begin(suite) : until;
            if (suite.end().isAfter(from)) {
                total = total.plus(Duration.between(from, suite.end()));
                until = suite.end();
            }
        }
        return total;
    }

    private static Instant begin(Suite suite) {
        return suite.end().minus(suite.time());
    }

    /** Minutes and seconds, as {@code 12:05}. */
    static String minutes(Duration duration) {
        return "%3d:%02d".formatted(duration.toMinutes(), duration.toSecondsPart());
    }
}
