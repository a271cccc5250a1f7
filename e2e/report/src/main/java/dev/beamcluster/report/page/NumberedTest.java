package dev.beamcluster.report.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.beamcluster.report.model.Run;
import dev.beamcluster.report.model.Suite;
import dev.beamcluster.report.model.Test;

/**
 * A test with what the page needs to refer to it.
 *
 * @param id unique on the page
 * @param slow whether it is one of the slowest
 */
record NumberedTest(int id, Suite suite, Test test, boolean slow) {

    /** As many tests are called slow; each took 100 ms or more. */
    private static final int SLOW = 20;

    private static final long SLOW_MILLIS = 100;

    /** All tests of a run, in its order. */
    static List<NumberedTest> of(Run run) {
        var all = new ArrayList<NumberedTest>();
        for (Suite suite : run.suites()) {
            for (Test test : suite.tests()) {
                all.add(new NumberedTest(all.size(), suite, test, false));
            }
        }
        Set<Integer> slow =
                new HashSet<>(bySlowness(all).stream().map(NumberedTest::id).toList());
        return all.stream()
                .map(each -> new NumberedTest(each.id, each.suite, each.test, slow.contains(each.id)))
                .toList();
    }

    /** The slowest, the slowest first. */
    static List<NumberedTest> bySlowness(List<NumberedTest> tests) {
        return tests.stream()
                .filter(each -> each.test.time().toMillis() >= SLOW_MILLIS)
                .sorted(Comparator.comparing((NumberedTest each) -> each.test.time())
                        .reversed())
                .limit(SLOW)
                .toList();
    }

    /** The name for people: of the class if the class as a whole failed. */
    String name() {
        return test.name().isEmpty() ? "(the whole class)" : test.name();
    }

    /** A link to the test. */
    String link() {
        return "<a href=\"#t%d\">%s</a>".formatted(id, Html.text(suite.name() + ": " + name()));
    }
}
