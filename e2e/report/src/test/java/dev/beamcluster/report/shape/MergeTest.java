package dev.beamcluster.report.shape;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.beamcluster.report.Samples;
import dev.beamcluster.report.model.Console;
import dev.beamcluster.report.model.Outcome;
import dev.beamcluster.report.model.Suite;

import static org.assertj.core.api.Assertions.assertThat;

class MergeTest {

    private static final Outcome PASSED = new Outcome.Passed();

    @Test
    void aTestThatBothDescribeIsOneTestWithItsOutput() {
        // When
        var suites = Merge.of(
                List.of(suite("app", "a.SampleTest", Samples.test("works", PASSED), Samples.test("also", PASSED))),
                List.of(suite("app", "a.SampleTest", Samples.test("works", PASSED, "hello"))));

        // Then
        assertThat(suites).singleElement().satisfies(suite -> {
            assertThat(suite.tests()).hasSize(2);
            assertThat(suite.tests().getFirst().consoles()).containsExactly(new Console("stdout", "hello"));
        });
    }

    @Test
    void suitesOfOtherGroupsAreOthers() {
        assertThat(Merge.of(
                        List.of(suite("one", "a.SampleTest", Samples.test("works", PASSED))),
                        List.of(suite("other", "a.SampleTest", Samples.test("works", PASSED, "hello")))))
                .hasSize(2);
    }

    @Test
    void classesOfTheSameNameInTwoPackagesAreTwo() {
        // When
        var suites = Merge.of(
                List.of(
                        suite("app", "a.SampleTest", Samples.test("works", PASSED)),
                        suite("app", "b.SampleTest", of("b.SampleTest", "works"))),
                List.of(suite("app", "a.SampleTest", Samples.test("works", PASSED, "hello"))));

        // Then
        assertThat(suites).extracting(Suite::name).containsExactly("a.SampleTest", "b.SampleTest");
        assertThat(suites.getFirst().tests().getFirst().consoles()).hasSize(1);
        assertThat(suites.getLast().tests().getFirst().consoles()).isEmpty();
    }

    @Test
    void aClassWithoutItsPackageIsTheSame() {
        assertThat(Merge.of(
                        List.of(suite("app", "a.SampleTest", of("SampleTest", "works"))),
                        List.of(suite("app", "a.SampleTest", Samples.test("works", PASSED, "hello")))))
                .singleElement()
                .satisfies(
                        suite -> assertThat(suite.tests().getFirst().consoles()).hasSize(1));
    }

    @Test
    void aTestOfANestedClassIsNotCountedTwice() {
        assertThat(Merge.of(
                        List.of(suite("app", "a.SampleTest$Inner", of("a.SampleTest$Inner", "works"))),
                        List.of(suite("app", "a.SampleTest", of("a.SampleTest$Inner", "works")))))
                .singleElement()
                .satisfies(suite -> assertThat(suite.name()).isEqualTo("a.SampleTest$Inner"));
    }

    private static dev.beamcluster.report.model.Test of(String type, String name) {
        return dev.beamcluster.report.model.Test.of(type, name, Duration.ZERO, PASSED, List.of());
    }

    @Test
    void aSuiteWhoseProcessDiedIsKnownFromItsEvents() {
        assertThat(Merge.of(
                        List.of(),
                        List.of(suite("app", "a.SampleTest", Samples.test("hangs", new Outcome.Unfinished())))))
                .singleElement()
                .satisfies(suite -> assertThat(suite.failed()).isEqualTo(1));
    }

    @Test
    void whatATestPrintedThatTheResultsDoNotNameStaysWithItsSuite() {
        assertThat(Merge.of(
                        List.of(suite("app", "a.SampleTest", Samples.test("works", PASSED))),
                        List.of(suite("app", "a.SampleTest", Samples.test("other", PASSED, "hello")))))
                .singleElement()
                .satisfies(suite -> {
                    assertThat(suite.tests()).hasSize(1);
                    assertThat(suite.consoles()).containsExactly(new Console("other stdout", "hello"));
                });
    }

    private static Suite suite(String group, String name, dev.beamcluster.report.model.Test... tests) {
        return new Suite("JUnit", group, name, Duration.ZERO, Arrays.asList(tests), List.of());
    }
}
