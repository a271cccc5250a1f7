package dev.beamcluster.report.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.beamcluster.report.Samples;
import dev.beamcluster.report.model.Console;
import dev.beamcluster.report.model.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

class CommonTestLogTest {

    @Test
    void everyTestCaseIsReadWithWhatItPrinted() throws IOException {
        // When
        var suites = read("w.demo_SUITE.logs").suites();

        // Then
        assertThat(suites).singleElement().satisfies(suite -> {
            assertThat(suite.framework()).isEqualTo("Common Test");
            assertThat(suite.name()).isEqualTo("demo_SUITE");
            assertThat(suite.tests())
                    .extracting(test -> test.name() + " " + test.outcome().word())
                    .containsExactly("one passed", "two failed", "three skipped", "four passed", "five failed");
        });
        assertThat(Samples.named(suites, "one").consoles())
                .singleElement()
                .satisfies(console -> assertThat(console.text()).endsWith("printed by one <<\"x\">>"));
        assertThat(Samples.named(suites, "three").outcome()).isEqualTo(new Outcome.Skipped("not today"));
    }

    @Test
    void aFailureHasItsReasonAndStack() throws IOException {
        // When
        var suites = read("w.demo_SUITE.logs").suites();

        // Then
        assertThat(Samples.named(suites, "two").outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo("no match of right hand side value 2");
            assertThat(failed.message()).contains("in function  demo_SUITE:two/1 (demo_SUITE.erl, line 7)");
            assertThat(failed.details()).contains("{badmatch,2}");
        });
        assertThat(Samples.named(suites, "two").consoles())
                .extracting(Console::text)
                .singleElement()
                .satisfies(text -> assertThat(text).startsWith("before two").contains("Reason: {badmatch,2}"));
    }

    @Test
    void aTimeTrapTookAsLongAsItSays() throws IOException {
        assertThat(Samples.named(read("w.named_SUITE.logs").suites(), "slow").time())
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void whatTestsPrintIsNoMarkup() throws IOException {
        assertThat(Samples.named(read("w.named_SUITE.logs").suites(), "big").consoles())
                .extracting(Console::text)
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .startsWith("<script>alert(1)</script> & é≠")
                        .contains("a log 1"));
    }

    @Test
    void aSuiteWhoseSetupFailedHasTheFailureAndItsSkippedTests() throws IOException {
        assertThat(read("w.broken_SUITE.logs").suites().getFirst().tests())
                .extracting(test -> test.name() + " " + test.outcome().word())
                .containsExactly("init_per_suite failed", "one skipped", "two skipped");
    }

    @Test
    void aRunThatDiedSaysSo() throws IOException {
        // Given
        var log = Files.readString(log("w.demo_SUITE.logs"));
        var died = log.substring(0, log.indexOf("=result        failed"));

        // When
        var results = CommonTestLog.read(died, _ -> "");

        // Then
        assertThat(results.notes()).containsExactly("is not complete: the run has not ended");
        assertThat(Samples.named(results.suites(), "two").outcome()).isEqualTo(new Outcome.Unfinished());
    }

    private static Results read(String suite) throws IOException {
        var log = log(suite);
        return CommonTestLog.read(Files.readString(log), page -> {
            try {
                var file = log.resolveSibling(page);
                return Files.exists(file) ? Files.readString(file) : "";
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Path log(String suite) throws IOException {
        try (Stream<Path> files = Files.walk(Samples.file("common-test"))) {
            return files.filter(file -> file.toString().contains(suite) && file.endsWith("suite.log"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
