package dev.beamcluster.report.shape;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.beamcluster.report.model.Console;
import dev.beamcluster.report.model.Suite;
import dev.beamcluster.report.model.Test;

/**
 * Joins two descriptions of the same run. The first decides which tests there are, so that counts are those that the build printed; the
 * second adds what each test printed, its files, and suites that the first does not have, such as those of a process that died.
 */
public final class Merge {

    /** The tests of events that no result has named yet. */
    private final Map<Key, List<Test>> left = new HashMap<>();

    private record Key(String group, String type, String name) {}

    private Merge(List<Suite> events) {
        for (Suite suite : events) {
            for (Test test : suite.tests()) {
                left.computeIfAbsent(key(suite, test), _ -> new ArrayList<>()).add(test);
            }
        }
    }

    /**
     * Joins suites by group and name.
     *
     * @param results of JUnit's XML
     * @param events of Open Test Reporting
     */
    public static List<Suite> of(List<Suite> results, List<Suite> events) {
        var merge = new Merge(events);
        var suites = new ArrayList<>(results.stream().map(merge::enriched).toList());
        for (Suite suite : events) {
            var same = IntStream.range(0, suites.size())
                    .filter(each -> isSame(suites.get(each), suite))
                    .findFirst();
            var rest = suite.tests().stream()
                    .filter(test -> merge.take(suite, test))
                    .toList();
            if (same.isPresent()) {
                suites.set(same.getAsInt(), withRest(suites.get(same.getAsInt()), suite, rest));
            } else if (!rest.isEmpty()) {
                suites.add(suite.with(rest, suite.consoles()));
            }
        }
        return List.copyOf(suites);
    }

    private Suite enriched(Suite suite) {
        return suite.with(
                suite.tests().stream().map(test -> enriched(suite, test)).toList(), suite.consoles());
    }

    private Test enriched(Suite suite, Test test) {
        var candidates = left.getOrDefault(key(suite, test), new ArrayList<>());
        var same = candidates.stream()
                .filter(each -> isSame(each.type(), test.type()))
                .findFirst();
        same.ifPresent(candidates::remove);
        return same.map(test::with).orElse(test);
    }

    /** Whether no result has named the test. */
    private boolean take(Suite suite, Test test) {
        return left.getOrDefault(key(suite, test), new ArrayList<>()).remove(test);
    }

    /** What was printed in tests that the results do not name is kept with their suite. */
    private static Suite withRest(Suite suite, Suite events, List<Test> rest) {
        var ofRest = rest.stream()
                .flatMap(test -> test.consoles().stream()
                        .map(console -> new Console(test.name() + " " + console.source(), console.text())));
        var consoles = Stream.of(suite.consoles().stream(), events.consoles().stream(), ofRest)
                .flatMap(each -> each)
                .toList();
        return suite.with(suite.tests(), consoles);
    }

    private static Key key(Suite suite, Test test) {
        return new Key(suite.group(), simple(test.type()), test.name());
    }

    private static boolean isSame(Suite one, Suite other) {
        return one.group().equals(other.group()) && isSame(one.name(), other.name());
    }

    /** The classes of ArchUnit lack their package in JUnit's XML. */
    private static boolean isSame(String one, String other) {
        return one.equals(other)
                || (simple(one).equals(simple(other)) && (one.indexOf('.') < 0 || other.indexOf('.') < 0));
    }

    private static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }
}
