package dev.beamcluster.operator.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The alerts, checked and run by promtool. */
class RulesTest {

    private static final String RULES = "chart/monitoring/rules.yaml";
    private static final Path DOCUMENT = Path.of("../../docs/monitoring.md");

    @Test
    void prometheusAcceptsTheRules() {
        promtool("check", "rules", "--lint=all", "--lint-fatal", RULES);
    }

    @Test
    void eachAlertFiresWhenItShould() {
        promtool("test", "rules", "../operator/controller/src/test/resources/monitoring/rules-test.yaml");
    }

    @Test
    void eachAlertNamesItsSection() throws IOException {
        var rules = Files.readString(Chart.DEPLOY.resolve(RULES));

        assertThat(matches("runbook: docs/monitoring\\.md#(.+)", rules).toList())
                .isNotEmpty()
                .containsExactlyElementsOf(matches("alert: (.+)", rules)
                        .map(alert -> alert.toLowerCase(Locale.ROOT))
                        .toList());
        assertThat(matches("(?m)^### (BeamCluster\\w+)$", Files.readString(DOCUMENT)))
                .containsExactlyInAnyOrderElementsOf(
                        matches("alert: (.+)", rules).toList());
    }

    /** So that a new alert is not left untested. */
    @Test
    void eachAlertIsInATest() throws IOException {
        var rules = Files.readString(Chart.DEPLOY.resolve(RULES));
        var tests = Files.readString(Path.of("src/test/resources/monitoring/rules-test.yaml"));

        assertThat(matches("alert: (.+)", rules)).isNotEmpty().allMatch(tests::contains);
    }

    private static Stream<String> matches(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map((MatchResult found) -> found.group(1));
    }

    private static void promtool(String... arguments) {
        var line = Stream.concat(Stream.of("./prometheus", "promtool"), Stream.of(arguments))
                .toList();
        var result = Chart.run(List.copyOf(line));
        assertThat(result.exitCode()).as(result.text()).isZero();
    }
}
