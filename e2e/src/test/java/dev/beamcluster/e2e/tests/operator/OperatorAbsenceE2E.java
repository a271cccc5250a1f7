package dev.beamcluster.e2e.tests.operator;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.Cluster;
import dev.beamcluster.e2e.harness.OperatorInstall;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;
import dev.beamcluster.e2e.tests.TestNamespaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Nodes run without the operator: when it stops or starts, no node restarts. */
@EndToEnd
@Isolated("stops the operator")
class OperatorAbsenceE2E {

    private static final Duration SOON = Duration.ofMinutes(2);

    private static final Pattern NODE = Pattern.compile("[\\w-]+@[\\w.-]+");

    @Test
    void nothingRestartsWhenTheOperatorStopsOrStarts(
            TestNamespace namespace, Cluster cluster, OperatorInstall operator) {
        // Given
        var beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 3)).becomesWhole(3);
        var before = beam.incarnations();
        var hidden = hiddenPeers(beam);
        assertThat(hidden).as("the operator is one hidden node").hasSize(1);

        // When
        operator.stop(cluster);
        await().atMost(SOON).until(() -> hiddenPeers(beam).isEmpty());

        // Then
        assertThat(beam.nodesSeenBy(beam.pod(0)))
                .as("the mesh holds without the operator")
                .hasSize(3);
        assertThat(beam.incarnations()).isEqualTo(before);

        // When
        operator.start(cluster);

        // Then
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(hiddenPeers(beam))
                        .as("the operator's node name is the same")
                        .isEqualTo(hidden));
        beam.eventually(Beam.WHOLE, status -> status.isWhole(3))
                .stays(Duration.ofSeconds(10), status -> status.isWhole(3));
        assertThat(beam.incarnations()).isEqualTo(before);
    }

    @Test
    void theOperatorIsNotNeededForDeletion(
            TestNamespace namespace, TestNamespaces namespaces, Cluster cluster, OperatorInstall operator) {
        // Given
        var chat = SampleRelease.ERL.yaml("chat", 2, "  ports: [{name: tcp, port: 80, targetPort: 8080}]\n");
        var other = namespaces.another();
        var beam = namespace.apply("chat", chat);
        other.apply("chat", chat).becomesWhole(2);
        beam.becomesWhole(2);

        // When
        operator.stop(cluster);
        try {
            var answer = namespace.kubectl().run("delete", "beam/chat", "--timeout=60s");

            // Then
            assertThat(answer.succeeded()).as(answer.err()).isTrue();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(children(namespace)).isEmpty());

            // When
            answer = cluster.kubectl().run("delete", "namespace", other.name(), "--timeout=180s");

            // Then
            assertThat(answer.succeeded()).as(answer.err()).isTrue();
        } finally {
            operator.start(cluster);
        }
    }

    @Test
    void aJobThatEndsWithoutTheOperatorIsNotRunAgain(
            TestNamespace namespace, Cluster cluster, OperatorInstall operator) {
        // Given
        var chat = SampleRelease.ERL.yaml("chat", 2, """
                  env: [{name: COLOR, value: blue}]
                  rollout: {minReadySeconds: 0, before: {command: [bash, -c, "test $COLOR = blue || sleep 15"]}}
                """);
        var beam = namespace.apply("chat", chat).becomesWhole(2);
        var before = beam.incarnations();
        var _ = namespace.kubectl().apply(chat.replace("blue", "green")).orFail();
        beam.eventually(SOON, status -> status.condition("Reconciling").isTrue().hasReason("RolloutWaitsForJob"));
        await().atMost(SOON)
                .until(() -> !jobs(namespace, "{.items[*].status.active}").isEmpty());
        var job = jobs(namespace, "{.items[*].metadata.uid}");

        // When
        operator.stop(cluster);
        try {
            await().atMost(SOON)
                    .until(() -> jobs(namespace, "{.items[*].status.succeeded}").equals("1"));
            assertThat(beam.incarnations()).as("no operator, no rollout").isEqualTo(before);
        } finally {
            operator.start(cluster);
        }

        // Then
        await().atMost(Beam.WHOLE)
                .until(() -> beam.incarnations().values().stream().noneMatch(before.values()::contains));
        beam.becomesWhole(2);
        assertThat(jobs(namespace, "{.items[*].metadata.uid}")).isEqualTo(job);
    }

    private static String jobs(TestNamespace namespace, String path) {
        return namespace
                .kubectl()
                .run("get", "jobs", "--output=jsonpath=" + path)
                .orFail()
                .strip();
    }

    private static Stream<String> children(TestNamespace namespace) {
        return namespace
                .kubectl()
                .run("get", "statefulset,service,secret,pod", "--output", "name")
                .orFail()
                .lines();
    }

    private static Set<String> hiddenPeers(Beam beam) {
        // rpc is itself a hidden node, named after the node that it calls.
        var line = "/app/bin/chat rpc 'IO.inspect(:erlang.nodes(:hidden), limit: :infinity)'";
        return NODE.matcher(beam.exec(beam.pod(0), line).orFail())
                .results()
                .map(MatchResult::group)
                .filter(node -> !node.startsWith("rpc-"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
