package dev.beamcluster.report.shape;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.beamcluster.report.model.Console;
import dev.beamcluster.report.model.Suite;
import dev.beamcluster.report.model.Test;

/**
 * Joins two descriptions of the same run. The first decides which tests there are, so that counts are those that the build printed; the
 * second adds what each test printed, its files, and suites that the first does not have, such as those of a process that died.
 */
public final class Merge {

    private final Map<Key, Deque<Test>> known = new HashMap<>();

    private record Key(String group, String type, String name) {}

    private Merge(List<Suite> events) {
        for (Suite suite : events) {
            for (Test test : suite.tests()) {
                known.computeIfAbsent(key(suite, test), _ -> new ArrayDeque<>()).add(test);
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
        var suites = new LinkedHashMap<Key, Suite>();
        results.forEach(suite -> suites.put(merge.key(suite), merge.enriched(suite)));
        for (Suite suite : events) {
            suites.merge(merge.key(suite), suite, merge::withRest);
        }
        return List.copyOf(suites.values());
    }

    private Suite enriched(Suite suite) {
        return suite.with(
                suite.tests().stream().map(test -> enriched(suite, test)).toList(), suite.consoles());
    }

    private Test enriched(Suite suite, Test test) {
        var same = known.getOrDefault(key(suite, test), new ArrayDeque<>()).poll();
        return same == null ? test : test.with(same);
    }

    /** What was printed in tests that the results do not name is kept with their suite. */
    private Suite withRest(Suite suite, Suite events) {
        var rest = new ArrayList<Console>();
        for (Test test : events.tests()) {
            var left = known.getOrDefault(key(events, test), new ArrayDeque<>());
            if (left.remove(test)) {
                test.consoles()
                        .forEach(
                                console -> rest.add(new Console(test.name() + " " + console.source(), console.text())));
            }
        }
        var consoles = Stream.of(suite.consoles(), events.consoles(), rest)
                .flatMap(List::stream)
                .toList();
        return suite.with(suite.tests(), consoles);
    }

    private Key key(Suite suite) {
        return new Key(suite.group(), simple(suite.name()), "");
    }

    private Key key(Suite suite, Test test) {
        return new Key(suite.group(), simple(test.type()), test.name());
    }

    /** Without its package, which ArchUnit's suites lack. */
    private static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }
}
