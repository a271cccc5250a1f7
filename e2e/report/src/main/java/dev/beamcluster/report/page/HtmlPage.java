package dev.beamcluster.report.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.beamcluster.report.model.Run;
import dev.beamcluster.report.model.Suite;

/**
 * The page: one file that asks for nothing else. Its policy forbids the browser every request, and each style and script but those two that
 * are here. It can be read and filtered without JavaScript, which only adds the search.
 *
 * @param template the page, with places that have a name in {@code {{}}}
 * @param css its style
 * @param script its script
 */
public record HtmlPage(String template, String css, String script) {

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    /**
     * The page of a run.
     *
     * @param more a section about earlier runs, as HTML; may be empty
     */
    public String of(Run run, String more) {
        var tests = NumberedTest.of(run);
        var headline = Html.text(headline(run));
        return filled(Map.of(
                "styleHash",
                hash(css),
                "style",
                css,
                "scriptHash",
                hash(script),
                "script",
                script,
                "title",
                headline,
                "subtitle",
                Html.text(subtitle(run)),
                "summary",
                SummaryHtml.of(run, tests) + more,
                "groups",
                groups(run, tests)));
    }

    /** In one pass, so that what a test printed is never taken for a place. */
    private String filled(Map<String, String> values) {
        return PLACE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), "")));
    }

    private static String subtitle(Run run) {
        var at = run.at()
                .truncatedTo(ChronoUnit.SECONDS)
                .toString()
                .replaceAll("[TZ]", " ")
                .strip();
        return "%s UTC, tests took %s together".formatted(at, Html.time(run.time()));
    }

    private static String headline(Run run) {
        return "%s: %s, %s failed%s"
                .formatted(
                        run.title(),
                        Html.count(run.count(), "test"),
                        run.failed() == 0 ? "none" : String.valueOf(run.failed()),
                        run.skipped() == 0 ? "" : ", " + run.skipped() + " skipped");
    }

    private static String groups(Run run, List<NumberedTest> tests) {
        var left = new ArrayDeque<>(tests);
        var groups = new LinkedHashMap<String, StringBuilder>();
        for (Suite suite : run.suites()) {
            var ofSuite =
                    Stream.generate(left::poll).limit(suite.tests().size()).toList();
            groups.computeIfAbsent(suite.group(), _ -> new StringBuilder()).append(SuiteHtml.of(suite, ofSuite));
        }
        return groups.entrySet().stream()
                .map(group -> "<section class=\"group\" id=\"%s\"><h3>%s</h3>%n%s</section>%n"
                        .formatted(SummaryHtml.anchor(group.getKey()), Html.text(group.getKey()), group.getValue()))
                .collect(Collectors.joining());
    }

    private static String hash(String inline) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(inline.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
