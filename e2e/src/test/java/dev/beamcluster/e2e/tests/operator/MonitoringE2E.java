package dev.beamcluster.e2e.tests.operator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.OperatorInstall;
import dev.beamcluster.e2e.harness.PacketFilter;
import dev.beamcluster.e2e.harness.Repository;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.SpecEdit;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A real Prometheus, which scrapes the operator and evaluates the alerts every five seconds. */
@EndToEnd
class MonitoringE2E {

    private static final Duration REPORTED = Duration.ofMinutes(1);
    private static final Duration ALL_REPLACED = Duration.ofMinutes(4);

    /** From the cut to the alert. */
    private static final Duration FIRES = Duration.ofSeconds(30);

    private static final Pattern QUERY = Pattern.compile("\"expr\": \"((?:[^\"\\\\]|\\\\.)*)\"");

    /** {@code logger:info/1} accepts any map and returns {@code ok}. */
    private static final String DRAIN = "  drain: {module: logger, function: info, timeoutSeconds: 5}\n";

    @Test
    void aCutFiresWithinThirtySecondsAndItsEndResolves(
            TestNamespace namespace, PacketFilter filter, OperatorInstall operator) {
        // Given
        var beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 3)).becomesWhole(3);
        var prometheus = PrometheusPod.start(namespace, operator);
        assertThat(prometheus.firing()).isEmpty();

        // When
        filter.cut(ip(beam, 0), ip(beam, 1));

        // Then
        await().atMost(FIRES)
                .pollInterval(Beam.POLL)
                .untilAsserted(() -> assertThat(prometheus.firing()).containsExactly("BeamClusterMeshNotWhole"));

        // When
        filter.restore();

        // Then
        await().atMost(ALL_REPLACED)
                .untilAsserted(() -> assertThat(prometheus.firing()).isEmpty());
        assertThat(prometheus.query("beamcluster_links_lost_total{namespace=\"%s\"} > 0".formatted(namespace.name())))
                .as("the loss was counted")
                .hasSize(1);
    }

    @Test
    void everyQueryOfTheBoardReturnsData(TestNamespace namespace, OperatorInstall operator) {
        // Given
        var _ = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 2)).becomesWhole(2);
        var prometheus = PrometheusPod.start(namespace, operator);

        // Then
        await().atMost(REPORTED.multipliedBy(2))
                .untilAsserted(() -> queries(namespace)
                        .forEach(query ->
                                assertThat(prometheus.query(query)).as(query).isNotEmpty()));
        assertThat(prometheus.query("erlang_vm_process_count{namespace=\"%s\"} > 10".formatted(namespace.name())))
                .extracting(node -> node.get("pod"))
                .containsExactlyInAnyOrder("chat-0", "chat-1");
    }

    @Test
    void nothingFiresInAFirstStartARolloutAScaleOrADrainThatGoesWell(
            TestNamespace namespace, OperatorInstall operator) {
        // Given
        var began = Instant.now();
        var prometheus = PrometheusPod.start(namespace, operator);
        var running = SampleRelease.MIX.yaml("chat", 3, DRAIN);

        // When
        var beam = namespace.apply("chat", running).becomesWhole(3);
        var first = beam.incarnations();
        var _ = namespace
                .kubectl()
                .apply(SpecEdit.of(running, "env: [{name: COLOR, value: green}]"))
                .orFail();
        await().atMost(ALL_REPLACED)
                .untilAsserted(
                        () -> assertThat(beam.incarnations()).hasSize(3).doesNotContainValue(first.get("chat-0")));
        beam.becomesWhole(3);
        var _ = namespace.kubectl().run("scale", "beam/chat", "--replicas=5").orFail();
        beam.becomesWhole(5);
        var _ = namespace.kubectl().run("scale", "beam/chat", "--replicas=2").orFail();
        beam.becomesWhole(2);
        await().atMost(REPORTED).until(() -> beam.pods().size() == 2);

        // Then
        await().atMost(REPORTED)
                .untilAsserted(() -> assertThat(prometheus.query(
                                "beamcluster_rollout_steps_total{namespace=\"%s\", step=\"NodeRemoved\"} == 3"
                                        .formatted(namespace.name())))
                        .hasSize(1));
        assertThat(prometheus.query("beamcluster_drains_total{namespace=\"%s\", outcome=\"succeeded\"} > 0"
                        .formatted(namespace.name())))
                .as("nodes were drained")
                .hasSize(1);
        assertThat(prometheus.fired(Duration.between(began, Instant.now()).plusSeconds(1)))
                .isEmpty();
    }

    @Test
    void theSeriesOfABeamClusterEndWithIt(TestNamespace namespace, OperatorInstall operator) {
        // Given
        var _ = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 2)).becomesWhole(2);
        var prometheus = PrometheusPod.start(namespace, operator);
        var ofNamespace = "{namespace=\"%s\"}".formatted(namespace.name());
        await().atMost(REPORTED)
                .untilAsserted(() -> assertThat(prometheus.query("erlang_vm_process_count" + ofNamespace))
                        .hasSize(2));

        // When
        var _ = namespace.kubectl().run("delete", "beam", "chat").orFail();

        // Then
        await().atMost(REPORTED)
                .untilAsserted(() -> assertThat(
                                prometheus.query("{__name__=~\"beamcluster_.+|erlang_vm_.+\", namespace=\"%s\"}"
                                        .formatted(namespace.name())))
                        .isEmpty());
    }

    /** The queries, as Grafana sends them with the namespace of the test selected. */
    private static List<String> queries(TestNamespace namespace) {
        var queries = QUERY.matcher(Repository.here().text("deploy/chart/monitoring/board.json"))
                .results()
                .map((MatchResult found) -> found.group(1)
                        .replace("\\\"", "\"")
                        .replace("$namespace", namespace.name())
                        .replace("$name", "chat")
                        .replace("$__rate_interval", "30s"))
                .toList();
        assertThat(queries).isNotEmpty();
        return queries;
    }

    private static String ip(Beam beam, int ordinal) {
        return beam.pod(ordinal).getStatus().getPodIP();
    }
}
