package dev.beamcluster.operator.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import io.micrometer.core.instrument.Timer;
import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.DrainResult;
import dev.beamcluster.mesh.MeshMeter.Attempt;
import dev.beamcluster.operator.status.ExampleStatus;

import static org.assertj.core.api.Assertions.assertThat;

class OperatorMetricsTest {

    private static final ClusterId CHAT = new ClusterId("shop", "chat", "uid-of-chat");
    private static final String LABELS = "namespace=\"shop\",name=\"chat\"";
    private static final Outside OUTSIDE = new Outside(
            new TreeMap<>(Map.of("chat-0", 3, "chat-1", 0)),
            new TreeMap<>(Map.of("nodes", Instant.ofEpochSecond(1_800_000_000))));

    private final OperatorMetrics metrics = new OperatorMetrics();

    @Test
    void nodesLinksAndConditionsAreThoseOfTheLastReconcile() {
        report(ExampleStatus.whole(3));

        assertThat(Scrape.of(metrics).lines())
                .contains(
                        "beamcluster_nodes_wanted{" + LABELS + "} 3",
                        "beamcluster_nodes_ready{" + LABELS + "} 3",
                        "beamcluster_links_expected{" + LABELS + "} 6",
                        "beamcluster_links_established{" + LABELS + "} 6",
                        "beamcluster_islands{" + LABELS + "} 1",
                        "beamcluster_condition{" + LABELS
                                + ",condition=\"Meshed\",status=\"True\",reason=\"FullMesh\"} 1",
                        "beamcluster_node_restarts_total{" + LABELS + ",pod=\"chat-0\"} 3",
                        "beamcluster_certificate_expiration_timestamp_seconds{" + LABELS
                                + ",used_by=\"nodes\"} 1800000000");
        assertThat(Scrape.of(metrics).samples(ClusterMetric.LINKS_MISSING)).isEmpty();
    }

    @Test
    void aMissingLinkBetweenReadyPodsIsToldFromOneOfAPodThatStarts() {
        report(ExampleStatus.cut(3));
        assertThat(Scrape.of(metrics).samples(ClusterMetric.LINKS_MISSING))
                .containsExactly("beamcluster_links_missing{" + LABELS + ",reason=\"CallTimeout\",nodes=\"ready\"} 2");

        report(ExampleStatus.starting(3));
        assertThat(Scrape.of(metrics).samples(ClusterMetric.LINKS_MISSING))
                .containsExactly("beamcluster_links_missing{" + LABELS + ",reason=\"NotConnected\",nodes=\"other\"} 2");
    }

    @Test
    void aTimerThatAsksForPercentilesHasNone() {
        Timer.builder("reconciles")
                .publishPercentiles(0.3, 0.5, 0.95)
                .register(metrics.registry())
                .record(Duration.ofSeconds(2));

        assertThat(Scrape.of(metrics).lines())
                .filteredOn(line -> line.startsWith("reconciles"))
                .contains("reconciles_seconds_count 1", "reconciles_seconds_sum 2.0")
                .noneMatch(line -> line.contains("quantile"));
    }

    @Test
    void unknownLinksAreAbsentRatherThanZero() {
        report(ExampleStatus.neverProbed(3));

        assertThat(Scrape.of(metrics).samples(ClusterMetric.LINKS_ESTABLISHED)).isEmpty();
        assertThat(Scrape.of(metrics).samples(ClusterMetric.NODES_WANTED)).hasSize(1);
    }

    @Test
    void everyCounterExistsBeforeItIsCounted() {
        metrics.began(CHAT);

        assertThat(Scrape.of(metrics).lines())
                .contains(
                        "beamcluster_links_lost_total{" + LABELS + "} 0",
                        "beamcluster_attempts_total{" + LABELS + ",action=\"connect\",outcome=\"failed\"} 0",
                        "beamcluster_drains_total{" + LABELS + ",outcome=\"succeeded\"} 0",
                        "beamcluster_rollout_steps_total{" + LABELS + ",step=\"NodeRejoined\"} 0",
                        "beamcluster_round_seconds_count{" + LABELS + "} 0");
    }

    @Test
    void whatHappensIsCounted() {
        // Given
        metrics.began(CHAT);

        // When
        metrics.roundEnded(CHAT, Duration.ofMillis(40));
        metrics.roundEnded(CHAT, Duration.ofMillis(1500));
        metrics.linksLost(CHAT, 4, Duration.ofMillis(2500));
        metrics.linksRestored(CHAT, 4);
        metrics.attempted(CHAT, Attempt.CONNECT, true);
        metrics.attempted(CHAT, Attempt.DISCONNECT, false);
        metrics.drained(CHAT, new DrainResult.Drained());
        metrics.drained(CHAT, new DrainResult.Failed("it took too long"));

        // Then
        assertThat(Scrape.of(metrics).lines())
                .contains(
                        "beamcluster_round_seconds_bucket{" + LABELS + ",le=\"0.1\"} 1",
                        "beamcluster_round_seconds_bucket{" + LABELS + ",le=\"1.0\"} 1",
                        "beamcluster_round_seconds_bucket{" + LABELS + ",le=\"2.5\"} 2",
                        "beamcluster_round_seconds_bucket{" + LABELS + ",le=\"+Inf\"} 2",
                        "beamcluster_round_seconds_sum{" + LABELS + "} 1.54",
                        "beamcluster_loss_report_seconds_bucket{" + LABELS + ",le=\"2.0\"} 0",
                        "beamcluster_loss_report_seconds_bucket{" + LABELS + ",le=\"5.0\"} 1",
                        "beamcluster_links_lost_total{" + LABELS + "} 4",
                        "beamcluster_links_restored_total{" + LABELS + "} 4",
                        "beamcluster_attempts_total{" + LABELS + ",action=\"connect\",outcome=\"succeeded\"} 1",
                        "beamcluster_attempts_total{" + LABELS + ",action=\"disconnect\",outcome=\"failed\"} 1",
                        "beamcluster_drains_total{" + LABELS + ",outcome=\"succeeded\"} 1",
                        "beamcluster_drains_total{" + LABELS + ",outcome=\"failed\"} 1");
    }

    @Test
    void aScaleDownIsCountedByNodeAndARestartOfTheOperatorCountsNothing() {
        // Given the status that an earlier process wrote
        metrics.began(CHAT);
        metrics.reported(
                CHAT, ExampleStatus.whole(3).status(), ExampleStatus.whole(3).status());
        assertThat(steps("NodeRemoved")).endsWith(" 0");

        // When
        var leaving = ExampleStatus.leaving(3).status();
        metrics.reported(CHAT, leaving, leaving);
        metrics.reported(CHAT, leaving, ExampleStatus.whole(2).status());

        // Then
        assertThat(steps("NodeLeaving")).endsWith(" 1");
        assertThat(steps("NodeRemoved")).endsWith(" 1");
    }

    @Test
    void nothingIsLeftOfADeletedBeamCluster() {
        // Given
        report(ExampleStatus.cut(3));
        assertThat(Scrape.of(metrics, 3).samples()).isNotEmpty();

        // When it is deleted while a round and a reconcile are in progress
        metrics.ended(CHAT);
        metrics.roundEnded(CHAT, Duration.ofMillis(40));
        metrics.seen(CHAT, ExampleStatus.whole(3).seen(), OUTSIDE);
        metrics.reported(CHAT, null, ExampleStatus.whole(3).status());

        // Then
        assertThat(Scrape.of(metrics, 3).samples()).isEmpty();
    }

    @Test
    void aBeamClusterThatTakesOverANameBeginsAtZero() {
        // Given
        metrics.began(CHAT);
        metrics.linksLost(CHAT, 2, Duration.ofSeconds(1));

        // When
        metrics.ended(CHAT);
        metrics.began(new ClusterId("shop", "chat", "uid-of-the-next"));

        // Then
        assertThat(Scrape.of(metrics).samples(ClusterMetric.LINKS_LOST))
                .containsExactly("beamcluster_links_lost_total{" + LABELS + "} 0");
    }

    private void report(ExampleStatus example) {
        metrics.began(CHAT);
        metrics.seen(CHAT, example.seen(), OUTSIDE);
        metrics.reported(CHAT, null, example.status());
    }

    private String steps(String step) {
        return Scrape.of(metrics).samples(ClusterMetric.ROLLOUT_STEPS).stream()
                .filter(line -> line.contains(step))
                .findFirst()
                .orElseThrow();
    }
}
