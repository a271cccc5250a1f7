package dev.beamcluster.report.read;

import java.io.IOException;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.beamcluster.report.Samples;
import dev.beamcluster.report.model.Console;
import dev.beamcluster.report.model.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

class JUnitXmlTest {

    private static final String SUREFIRE = """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite name="a.ScaleE2E" time="1,061.5" tests="3">
              <properties><property name="x" value="y"/></properties>
              <testcase name="grows" classname="a.ScaleE2E" time="1000"><system-out>out &#27;[31m</system-out></testcase>
              <testcase name="shrinks" classname="a.ScaleE2E" time="61.5"><failure message="two&#10;lines" type="E"><![CDATA[E: two
              at x]]></failure></testcase>
              <testcase name="waits" classname="a.ScaleE2E" time=""><skipped message="later"/></testcase>
            </testsuite>
            """;

    @Test
    void theXmlOfSurefireIsRead() {
        // When
        var results = JUnitXml.read(SUREFIRE);

        // Then
        assertThat(results.notes()).isEmpty();
        assertThat(results.suites()).singleElement().satisfies(suite -> {
            assertThat(suite.framework()).isEqualTo("JUnit");
            assertThat(suite.time()).isEqualTo(Duration.ofMillis(1_061_500));
            assertThat(suite.tests())
                    .extracting(test -> test.outcome())
                    .containsExactly(
                            new Outcome.Passed(),
                            new Outcome.Failed("two\nlines", "E: two\n  at x"),
                            new Outcome.Skipped("later"));
            assertThat(suite.tests().getFirst().consoles()).containsExactly(new Console("stdout", "out "));
        });
    }

    @Test
    void theXmlOfEUnitIsRead() throws IOException {
        // When
        var suites = JUnitXml.read(Samples.text("eunit/TEST-demo.xml")).suites();

        // Then
        assertThat(suites).singleElement().satisfies(suite -> {
            assertThat(suite.framework()).isEqualTo("EUnit");
            assertThat(suite.name()).isEqualTo("demo");
            assertThat(suite.tests())
                    .extracting(test -> test.name())
                    .containsExactly("adds_test", "fails_test", "named_test_: a title", "named_test_: another");
        });
        assertThat(Samples.named(suites, "adds_test").consoles()).containsExactly(new Console("stdout", "hello 1"));
        assertThat(Samples.named(suites, "fails_test").outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.details()).contains("assertEqual", "{expected,3}"));
    }

    /** As {@code rebar3 eunit} lets it write, if a test folder has modules of another framework too. */
    @Test
    void theXmlOfEUnitForAnApplicationIsRead() throws IOException {
        // When
        var suites =
                JUnitXml.read(Samples.text("rebar3/TEST-file_ledger.app.xml")).suites();
        var without = JUnitXml.read(Samples.text("rebar3/TEST-ledger_SUITE.xml"));

        // Then
        assertThat(suites).singleElement().satisfies(suite -> {
            assertThat(suite.framework()).isEqualTo("EUnit");
            assertThat(suite.name()).isEqualTo("ledger");
            assertThat(suite.tests())
                    .hasSize(6)
                    .allSatisfy(test -> assertThat(test.type()).isEqualTo("ledger_tests"));
        });
        assertThat(Samples.named(suites, "listens_on_the_configured_port_test").outcome())
                .isEqualTo(new Outcome.Passed());
        assertThat(without.suites()).isEmpty();
        assertThat(without.notes()).isEmpty();
    }

    @Test
    void aMessageLongerThanTheLimitsOfTheJdkIsRead() {
        // Given
        var message = "&lt;".repeat(200_000);

        // When
        var suites = JUnitXml.read(SUREFIRE.replace("two&#10;lines", message)).suites();

        // Then
        assertThat(Samples.named(suites, "shrinks").outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.message()).hasSize(200_000);
            assertThat(failed.reason()).hasSize(301);
        });
    }

    @Test
    void ofATextThatEndsEarlyEveryCompleteTestIsRead() {
        // When
        var results = JUnitXml.read(SUREFIRE.substring(0, SUREFIRE.indexOf("at x")));

        // Then
        assertThat(results.notes()).hasSize(1);
        assertThat(results.suites().getFirst().tests()).hasSizeGreaterThanOrEqualTo(1);
    }

    @Test
    void theFormatIsRecognizedByTheFirstElement() throws IOException {
        assertThat(JUnitXml.matches(SUREFIRE)).isTrue();
        assertThat(JUnitXml.matches("<testsuites name='ExUnit'></testsuites>")).isTrue();
        assertThat(JUnitXml.matches(Samples.text("events/open-test-report.xml")))
                .isFalse();
        assertThat(JUnitXml.matches("<failsafe-summary><testsuite/></failsafe-summary>"))
                .isFalse();
    }
}
