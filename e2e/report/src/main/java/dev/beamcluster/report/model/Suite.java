package dev.beamcluster.report.model;

import java.time.Duration;
import java.util.List;

/**
 * A class or module with tests.
 *
 * @param framework that ran it, such as {@code JUnit}
 * @param group of suites: the module of a build, or an application
 * @param name of the class or module
 * @param time that it took, with its setup
 * @param consoles what it printed outside of its tests, or everything if that cannot be told apart
 */
public record Suite(
        String framework, String group, String name, Duration time, List<Test> tests, List<Console> consoles) {

    public Suite {
        tests = List.copyOf(tests);
        consoles = List.copyOf(consoles);
    }

    /** A copy of another group. */
    public Suite in(String otherGroup) {
        return new Suite(framework, otherGroup, name, time, tests, consoles);
    }

    /** A copy with other tests and consoles. */
    public Suite with(List<Test> otherTests, List<Console> otherConsoles) {
        return new Suite(framework, group, name, time, otherTests, otherConsoles);
    }

    /** How many tests failed. */
    public long failed() {
        return tests.stream().filter(test -> test.outcome().isFailure()).count();
    }
}
