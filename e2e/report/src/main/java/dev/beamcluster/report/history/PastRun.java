package dev.beamcluster.report.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.beamcluster.report.model.Run;
import dev.beamcluster.report.model.Suite;
import dev.beamcluster.report.model.Test;

/**
 * What is remembered of a run.
 *
 * @param at when its report was made
 * @param tests by their names, which are unique
 */
public record PastRun(Instant at, Map<String, Entry> tests) {

    private static final int COLUMNS = 3;

    /**
     * What is remembered of a test.
     *
     * @param outcome passed, failed, skipped or unfinished
     * @param millis that it took
     */
    public record Entry(String outcome, long millis) {

        /** Whether it was run and succeeded. */
        public boolean passed() {
            return outcome.equals("passed");
        }

        /** Whether it was run. */
        public boolean ran() {
            return !outcome.equals("skipped");
        }
    }

    /** What is to be remembered of a run. */
    public static PastRun of(Run run) {
        var tests = new LinkedHashMap<String, Entry>();
        for (Suite suite : run.suites()) {
            for (Test test : suite.tests()) {
                var name = String.join(" ", suite.group(), suite.name(), test.name())
                        .replaceAll("\\s+", " ");
                tests.put(
                        unique(name, tests),
                        new Entry(test.outcome().word(), test.time().toMillis()));
            }
        }
        return new PastRun(run.at(), tests);
    }

    private static String unique(String name, Map<String, Entry> taken) {
        var unique = name;
        for (int each = 2; taken.containsKey(unique); each++) {
            unique = name + " #" + each;
        }
        return unique;
    }

    /** A line for each test: outcome, milliseconds and name, between tabs. */
    public String text() {
        return tests.entrySet().stream()
                .map(test -> "%s\t%d\t%s%n"
                        .formatted(test.getValue().outcome(), test.getValue().millis(), test.getKey()))
                .collect(Collectors.joining());
    }

    /**
     * Reads what {@link #text} has written.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static PastRun read(Instant at, String text) {
        var tests = new LinkedHashMap<String, Entry>();
        for (String line : text.lines().toList()) {
            var columns = line.split("\t", COLUMNS);
            if (columns.length < COLUMNS || !columns[1].matches("\\d{1,12}")) {
                throw new IllegalArgumentException("has a line without an outcome, milliseconds and a name: " + line);
            }
            tests.put(columns[2], new Entry(columns[0], Long.parseLong(columns[1])));
        }
        return new PastRun(at, tests);
    }

    /** The milliseconds of all tests together. */
    public long millis() {
        return tests.values().stream().mapToLong(Entry::millis).sum();
    }

    /** The names of the tests that failed. */
    public List<String> failed() {
        var failed = new ArrayList<String>();
        tests.forEach((name, test) -> {
            if (test.ran() && !test.passed()) {
                failed.add(name);
            }
        });
        return failed;
    }
}
