package dev.beamcluster.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import dev.beamcluster.report.Samples;
import dev.beamcluster.report.model.Attachment;
import dev.beamcluster.report.model.Outcome;
import dev.beamcluster.report.model.Run;

import static org.assertj.core.api.Assertions.assertThat;

class HtmlPageTest {

    private static final HtmlPage PAGE = page();

    @Test
    void everyTestIsOnThePageWithItsOutcomeTimeAndOutput() {
        // When
        var html = PAGE.of(
                Samples.run(
                        Samples.test("works", new Outcome.Passed(), "hello <b>&amp;</b>"),
                        Samples.test("breaks", new Outcome.Failed("one != two", "one != two\n  at line 9")),
                        Samples.test("waits", new Outcome.Skipped("not today")),
                        Samples.test("dies", new Outcome.Unfinished())),
                "");

        // Then
        assertThat(html)
                .contains("<title>Sample: 4 tests, 2 failed, 1 skipped</title>")
                .contains("<pre tabindex=\"0\">hello &lt;b&gt;&amp;amp;&lt;/b&gt;</pre>")
                .contains(
                        "<tr id=\"t1\" class=\"test failed slow\">",
                        "one != two\n  at line 9",
                        "not today",
                        "its process died")
                .contains("<a href=\"#t1\">a.SampleTest: breaks</a>")
                .containsSubsequence("2026-01-01 12:00:00 UTC", "1.0 s");
    }

    @Test
    void thePageAsksForNothing() {
        // Given
        var test = Samples.test(
                "shows", new Outcome.Passed(), "<img src=http://example.com/x>", "url(http://example.com)");
        var html = PAGE.of(Samples.run(test), "");

        // When
        var tags = Pattern.compile("<[^>]*>")
                .matcher(html)
                .results()
                .map(tag -> tag.group())
                .toList();

        // Then
        assertThat(tags)
                .noneMatch(tag -> tag.contains("://") || tag.startsWith("<link") || tag.matches("(?s).*\\bsrc=.*"))
                .noneMatch(tag -> tag.matches("(?s).*\\bon[a-z]+=.*|.*\\bstyle=.*"));
        assertThat(html).contains("default-src 'none'; style-src 'sha256-", "script-src 'sha256-");
    }

    @Test
    void aPictureIsInThePage() {
        // Given
        var test = new dev.beamcluster.report.model.Test(
                "a.SampleTest",
                "draws",
                "",
                Duration.ZERO,
                new Outcome.Passed(),
                List.of(),
                List.of(new Attachment("mesh.svg", "image/svg+xml", "PHN2Zy8+")));

        // When, then
        assertThat(PAGE.of(Samples.run(test), ""))
                .contains("<img alt=\"mesh.svg\" src=\"data:image/svg+xml;base64,PHN2Zy8+\">");
    }

    @Test
    void everyTableHasACaptionAndEveryRowAHeader() {
        // Given
        var html = PAGE.of(Samples.run(Samples.test("works", new Outcome.Passed())), "");

        // When, then
        assertThat(count(html, "<table>"))
                .isEqualTo(count(html, "<table><caption>"))
                .isEqualTo(2);
        assertThat(count(html, "<tr")).isEqualTo(count(html, "<th scope=\"row\">") + count(html, "<thead>"));
    }

    @Test
    void charactersThatAPageMustNotHaveAreReplaced() {
        assertThat(PAGE.of(Samples.run(Samples.test("works", new Outcome.Passed(), "a\u0000b\ud800c")), ""))
                .contains("a\ufffdb\ufffdc");
    }

    @Test
    void aRunWithoutTestsSaysSo() {
        assertThat(PAGE.of(new Run("Sample", Samples.NOW, List.of(), List.of("x.xml is not complete")), ""))
                .contains("Sample: 0 tests, none failed", "<li>x.xml is not complete</li>");
    }

    private static HtmlPage page() {
        try (InputStream template = HtmlPage.class.getResourceAsStream("page.html")) {
            assertThat(template).isNotNull();
            var text = new String(template.readAllBytes(), StandardCharsets.UTF_8);
            return new HtmlPage(text, "body { color: red }", "void 0;");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long count(String html, String part) {
        return Pattern.compile(part, Pattern.LITERAL).matcher(html).results().count();
    }
}
