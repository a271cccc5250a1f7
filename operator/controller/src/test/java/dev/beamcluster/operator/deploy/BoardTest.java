package dev.beamcluster.operator.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.VmFigures;
import dev.beamcluster.operator.metrics.ExampleFigures;
import dev.beamcluster.operator.metrics.OperatorMetrics;
import dev.beamcluster.operator.metrics.Outside;
import dev.beamcluster.operator.status.ExampleStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Every query of the board returns data of a real Prometheus that scrapes the operator's metrics. */
class BoardTest {

    private static final Pattern QUERY = Pattern.compile("\"expr\": \"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Duration AT_MOST = Duration.ofMinutes(2);
    private static final ClusterId CHAT = new ClusterId("shop", "chat", "uid-of-chat");

    private final OperatorMetrics metrics = new OperatorMetrics();

    @TempDir
    private Path folder;

    @Test
    void everyQueryOfTheBoardReturnsData() throws IOException {
        // Given
        report(ExampleStatus.cut(3));
        metrics.registry()
                .counter("beamcluster.api.requests", "verb", "list", "resource", "pods", "code", "200")
                .increment();

        // When
        try (var prometheus = prometheus()) {

            // Then
            await().atMost(AT_MOST)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .untilAsserted(() -> {
                        for (String query : queries()) {
                            assertThat(prometheus.query(query)).as(query).isNotEmpty();
                        }
                    });
        }
    }

    @Test
    void aCutFiresAndTheEndOfTheCutResolves() throws Exception {
        report(ExampleStatus.whole(3));
        try (var prometheus = prometheus()) {
            // Given
            await().atMost(AT_MOST)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .untilAsserted(() -> assertThat(prometheus.query("beamcluster_links_established"))
                            .isNotEmpty());
            assertThat(firing(prometheus)).isEmpty();

            // When
            metrics.seen(CHAT, ExampleStatus.cut(3).seen(), outside());

            // Then
            await().atMost(AT_MOST)
                    .untilAsserted(() -> assertThat(firing(prometheus))
                            .singleElement()
                            .satisfies(alert -> assertThat(alert)
                                    .containsEntry("alertname", "BeamClusterMeshNotWhole")
                                    .containsEntry("namespace", "shop")
                                    .containsEntry("name", "chat")));

            // When
            metrics.seen(CHAT, ExampleStatus.whole(3).seen(), outside());

            // Then
            await().atMost(AT_MOST)
                    .untilAsserted(() -> assertThat(firing(prometheus)).isEmpty());
        }
    }

    private static List<Map<String, String>> firing(PrometheusServer prometheus)
            throws IOException, InterruptedException {
        return prometheus.query("ALERTS{alertstate=\"firing\"}");
    }

    private PrometheusServer prometheus() throws IOException {
        return new PrometheusServer(folder, out -> metrics.write(out, _ -> vms()));
    }

    private void report(ExampleStatus example) {
        metrics.began(CHAT);
        metrics.seen(CHAT, example.seen(), outside());
        metrics.reported(CHAT, null, example.status());
        metrics.roundEnded(CHAT, Duration.ofMillis(20));
    }

    private static Outside outside() {
        return new Outside(
                new TreeMap<>(Map.of("chat-0", 0)),
                new TreeMap<>(Map.of("nodes", Instant.now().plus(Duration.ofDays(90)))));
    }

    private static SortedMap<String, VmFigures> vms() {
        return new TreeMap<>(Map.of("chat-0", ExampleFigures.OF_A_VM, "chat-1", ExampleFigures.OF_A_VM));
    }

    /** The queries, as Grafana sends them with all namespaces and names selected. */
    private static List<String> queries() throws IOException {
        var board = Files.readString(Chart.DEPLOY.resolve("chart/monitoring/board.json"));
        var queries = QUERY.matcher(board)
                .results()
                .map((MatchResult found) -> found.group(1)
                        .replace("\\\"", "\"")
                        .replace("$namespace", ".*")
                        .replace("$name", ".*")
                        .replace("$__rate_interval", "10s"))
                .toList();
        assertThat(queries).hasSizeGreaterThan(30);
        return queries;
    }
}
