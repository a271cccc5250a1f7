package dev.beamcluster.e2e.run;

import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import dev.beamcluster.e2e.harness.Command;
import dev.beamcluster.e2e.harness.Repository;
import dev.beamcluster.e2e.harness.browser.Accessibility;
import dev.beamcluster.e2e.harness.browser.Browser;
import dev.beamcluster.e2e.harness.browser.BrowserExtension;
import dev.beamcluster.e2e.harness.browser.Pictures;

import static org.assertj.core.api.Assertions.assertThat;

/** The page of a report in a browser, made of results that ExUnit, EUnit and Common Test have written. */
@Tag("ui")
@ExtendWith(BrowserExtension.class)
class ReportPageE2E {

    private static final String OPENED = "/tmp/report";
    private static final String RESULTS = "e2e/report/src/test/resources/results/";

    @TempDir
    Path folder = Path.of("");

    @Test
    void itOpensFromTheFileSystemAndAsksForNothing(Browser browser, Pictures pictures) {
        // Given
        writeReport();
        var _ = Command.of(
                        "docker",
                        "cp",
                        folder.resolve("report").toString(),
                        pictures.container().name() + ":" + OPENED)
                .run()
                .orFail();

        // When
        browser.visit("file://" + OPENED + "/index.html").awaits("h1");

        // Then
        assertThat(browser.requests()).allMatch(address -> address.matches("(file|data):.*"));
        assertThat(browser.text("main")).contains("ChatTest: test a described test fails");
        for (String scheme : new String[] {"light", "dark"}) {
            browser.prefers(scheme);
            assertThat(Accessibility.graveFindings(browser)).as(scheme).isEmpty();
        }
        pictures.take(browser.prefers("light").size(1280, 1100), "test-report");

        // When
        browser.click("#show-failed");

        // Then
        assertThat(browser.shows(".test.failed")).isTrue();
        assertThat(browser.shows(".test.passed")).isFalse();

        // When it is as narrow as a phone
        browser.size(390, 800);

        // Then only what was printed scrolls to the side
        assertThat(browser.script("return document.documentElement.scrollWidth <= 390"))
                .isEqualTo(true);
    }

    private void writeReport() {
        var clone = Repository.here();
        var _ = Command.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .with("-cp", clone.file("e2e/report/target/classes").toString(), "dev.beamcluster.report.Main")
                .with("--title", "chat", "--out", folder.resolve("report").toString())
                .with(Stream.of("exunit", "eunit", "common-test/ctlogs")
                        .map(kind -> clone.file(RESULTS + kind).toString())
                        .toArray(String[]::new))
                .run()
                .orFail();
    }
}
