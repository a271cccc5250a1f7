package dev.beamcluster.operator.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the chart has for Prometheus and Grafana, all of it optional. */
class MonitoringChartTest {

    private static final List<String> KINDS =
            List.of("monitoring.coreos.com/v1/PodMonitor", "monitoring.coreos.com/v1/PrometheusRule");

    private static final Pattern QUERY = Pattern.compile("\"expr\": .+(\\s+\"interval\": .+)?");

    private static final String VALUES = "examples/monitoring/values.yaml";

    @Test
    void byDefaultThereIsOnlyThePort() {
        var manifest = Chart.rendered("replicas=1").text();

        assertThat(manifest)
                .contains("name: metrics\n              containerPort: 8081")
                .doesNotContain("kind: PodMonitor", "kind: PrometheusRule", "kind: ConfigMap", "kind: NetworkPolicy\n");
    }

    @Test
    void oneValuesFileInstallsEverything() {
        var manifest = installed(KINDS);

        assertThat(manifest)
                .contains(
                        "kind: PodMonitor",
                        "honorLabels: true",
                        "kind: PrometheusRule",
                        "alert: BeamClusterMeshNotWhole",
                        "runbook: docs/monitoring.md#beamclustermeshnotwhole",
                        "kind: NetworkPolicy",
                        "kubernetes.io/metadata.name: monitoring",
                        "grafana_dashboard: \"1\"",
                        "\"title\": \"BeamCluster\"")
                .contains("release: prometheus")
                .doesNotContain("runbook_url:");
    }

    @Test
    void alertsLinkToWhereTheDocumentIsPublished() {
        var manifest = installed(KINDS, "--set", "metrics.rules.runbooks=https://docs.example.com/monitoring");

        assertThat(manifest)
                .contains("runbook_url: https://docs.example.com/monitoring#beamclustermeshnotwhole")
                .doesNotContain("runbook:");
    }

    /** A rate over less than two scrapes has no value; Grafana takes four times the interval of the query. */
    @Test
    void ratesOfTheBoardFollowTheIntervalOfScrapes() throws IOException {
        var board = Files.readString(Chart.DEPLOY.resolve("chart/monitoring/board.json"));
        var manifest = installed(KINDS, "--set", "metrics.podMonitor.interval=2m");

        assertThat(QUERY.matcher(board).results().map(MatchResult::group))
                .isNotEmpty()
                .allMatch(query -> query.contains("[$__rate_interval]") == query.contains("\"interval\": \"15s\""));
        assertThat(board).doesNotContainPattern("\\[\\d+[a-z]");
        assertThat(manifest).contains("interval: 2m", "\"interval\": \"2m\"").doesNotContain("\"interval\": \"15s\"");
    }

    @Test
    void whereTheKindsAreMissingTheirObjectsAreLeftOut() {
        assertThat(installed(List.of()))
                .contains("kind: ConfigMap", "kind: NetworkPolicy")
                .doesNotContain("kind: PodMonitor", "kind: PrometheusRule");
    }

    @Test
    void theTemplatesOfAlertsReachPrometheusUnchanged() throws IOException {
        var rules = Files.readString(Chart.DEPLOY.resolve("chart/monitoring/rules.yaml"));

        assertThat(rules).contains("{{ $labels.namespace }}");
        assertThat(installed(KINDS)).contains("{{ $labels.namespace }}/{{ $labels.name }} is not whole.");
    }

    private static String installed(List<String> kinds, String... more) {
        var line = new ArrayList<>(
                List.of("./helm", "template", "beamcluster", "chart", "--kube-version", "1.29.0", "--values", VALUES));
        kinds.forEach(kind -> line.addAll(List.of("--api-versions", kind)));
        line.addAll(List.of(more));
        var result = Chart.run(line);
        assertThat(result.exitCode()).as(result.text()).isZero();
        return result.text();
    }
}
