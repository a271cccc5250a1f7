package dev.beamcluster.e2e.tests.operator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
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

    private static final String DELETED =
            SampleRelease.ERL.yaml("chat", 2, "  ports: [{name: tcp, port: 80, targetPort: 8080}]\n");

    /** The Job before its second rollout ends when the operator is gone. */
    private static final String MIGRATED = SampleRelease.ERL.yaml("chat", 2, """
              env: [{name: COLOR, value: blue}]
              rollout: {minReadySeconds: 0, before: {command: [bash, -c, "test $COLOR = blue || sleep 15"]}}
            """);

    private static final Pattern NODE = Pattern.compile("[\\w-]+@[\\w.-]+");

    /** All of it in one absence: each costs the other tests of the run the time in which nothing else can run. */
    @Test
    void nothingRestartsOrIsRunAgainAndDeletionsNeedNoOperator(
            TestNamespace namespace, TestNamespaces namespaces, Cluster cluster, OperatorInstall operator) {
        // Given
        var mesh = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 3));
        var deleted = List.of(namespaces.another(), namespaces.another());
        deleted.forEach(each -> each.apply("chat", DELETED));
        var migrated = namespaces.another().apply("chat", MIGRATED);
        deleted.forEach(each -> new Beam(each, "chat").becomesWhole(2));
        migrated.becomesWhole(2);
        mesh.becomesWhole(3);
        var before = mesh.incarnations();
        var hidden = hiddenPeers(mesh);
        assertThat(hidden).as("the operator is one hidden node").hasSize(1);
        var old = migrated.incarnations();
        var job = startMigration(migrated);

        // When
        operator.stop(cluster);
        try {
            // Then
            theMeshHolds(mesh, before);
            areDeleted(cluster, deleted.getFirst(), deleted.getLast());
            await().atMost(SOON)
                    .until(() -> jobs(migrated, "{.items[*].status.succeeded}").equals("1"));
            assertThat(migrated.incarnations()).as("no operator, no rollout").isEqualTo(old);
        } finally {
            operator.start(cluster);
        }

        // Then
        nothingRestarted(mesh, before, hidden);
        await().atMost(Beam.WHOLE)
                .until(() -> migrated.incarnations().values().stream().noneMatch(old::containsValue));
        migrated.becomesWhole(2);
        assertThat(jobs(migrated, "{.items[*].metadata.uid}"))
                .as("not run again")
                .isEqualTo(job);
    }

    private static void theMeshHolds(Beam beam, Map<String, String> before) {
        await().atMost(SOON).until(() -> hiddenPeers(beam).isEmpty());
        assertThat(beam.nodesSeenBy(beam.pod(0)))
                .as("the mesh holds without the operator")
                .hasSize(3);
        assertThat(beam.incarnations()).isEqualTo(before);
    }

    private static void nothingRestarted(Beam beam, Map<String, String> before, Set<String> hidden) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(hiddenPeers(beam))
                        .as("the operator's node name is the same")
                        .isEqualTo(hidden));
        beam.eventually(Beam.WHOLE, status -> status.isWhole(3))
                .stays(Duration.ofSeconds(10), status -> status.isWhole(3));
        assertThat(beam.incarnations()).isEqualTo(before);
    }

    /** Deletes the BeamCluster of one namespace, and the other namespace. */
    private static void areDeleted(Cluster cluster, TestNamespace one, TestNamespace other) {
        var answer = one.kubectl().run("delete", "beam/chat", "--timeout=60s");
        assertThat(answer.succeeded()).as(answer.err()).isTrue();
        await().atMost(SOON).untilAsserted(() -> assertThat(children(one)).isEmpty());
        answer = cluster.kubectl().run("delete", "namespace", other.name(), "--timeout=180s");
        assertThat(answer.succeeded()).as(answer.err()).isTrue();
    }

    /** Starts a rollout, and waits until the Job before it runs; returns the UID of the Job. */
    private static String startMigration(Beam beam) {
        var _ = beam.namespace()
                .kubectl()
                .apply(MIGRATED.replace("blue", "green"))
                .orFail();
        beam.eventually(SOON, status -> status.condition("Reconciling").isTrue().hasReason("RolloutWaitsForJob"));
        await().atMost(SOON)
                .until(() -> !jobs(beam, "{.items[*].status.active}").isEmpty());
        return jobs(beam, "{.items[*].metadata.uid}");
    }

    private static String jobs(Beam beam, String path) {
        return beam.namespace()
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
