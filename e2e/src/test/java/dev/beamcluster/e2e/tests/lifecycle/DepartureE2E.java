package dev.beamcluster.e2e.tests.lifecycle;

import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.Cluster;
import dev.beamcluster.e2e.harness.OperatorInstall;
import dev.beamcluster.e2e.harness.OperatorLog;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is deleted goes, whatever state it is in, and whether or not the operator is still there. */
@EndToEnd
@Isolated("the operator goes")
class DepartureE2E {

    private static final String GONE = "--timeout=90s";

    @Test
    void aNamespaceGoesWhateverItsBeamClustersAreDoing(TestNamespace namespace, Cluster cluster) {
        // Given one that is whole, one in mid-rollout to what never starts, one that is refused, one that has just come
        var chat = namespace.apply("chat", yaml("chat")).becomesWhole(2);
        var stuck = namespace.apply("stuck", yaml("stuck")).becomesWhole(2);
        var _ = namespace
                .kubectl()
                .apply(yaml("stuck").replace(SampleRelease.ERL.image(), "beamcluster/no-such-image:local"))
                .orFail();
        stuck.eventually(
                Beam.WHOLE, status -> status.condition("Ready").isNotTrue().mentions("no-such-image"));
        var refused = namespace.apply("chat-nodes", yaml("chat-nodes"));
        refused.eventually(Beam.WHOLE, status -> status.condition("Stalled").isTrue());
        chat.eventually(Beam.WHOLE, status -> status.isWhole(2));
        var _ = namespace.apply("fresh", yaml("fresh"));

        // When
        var answer = cluster.kubectl().run("delete", "namespace", namespace.name(), GONE);

        // Then
        assertThat(answer.succeeded()).as(answer.err()).isTrue();
    }

    @Test
    void theOperatorIsNotNeededToDeleteWhatItMade(TestNamespace namespace, Cluster cluster, OperatorInstall operator) {
        // Given
        var other = TestNamespace.create(cluster);
        var chat = namespace.apply("chat", yaml("chat"));
        other.apply("chat", yaml("chat")).becomesWhole(2);
        chat.becomesWhole(2);

        // When
        scale(cluster, operator, 0);
        try {
            var answer = namespace.kubectl().run("delete", "beam/chat", "--timeout=30s");

            // Then
            assertThat(answer.succeeded()).as(answer.err()).isTrue();
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(children(namespace)).isEmpty());

            // When
            answer = cluster.kubectl().run("delete", "namespace", other.name(), GONE);

            // Then
            assertThat(answer.succeeded()).as(answer.err()).isTrue();
        } finally {
            scale(cluster, operator, 1);
            operator.awaitAvailable(cluster);
        }
    }

    private static String yaml(String name) {
        return SampleRelease.ERL.yaml(name, 2, "  ports: [{name: tcp, port: 80, targetPort: 8080}]\n");
    }

    private static void scale(Cluster cluster, OperatorInstall operator, int replicas) {
        var _ = cluster.kubectl()
                .in(operator.namespace())
                .run("scale", "deployment/" + operator.name(), "--replicas=" + replicas)
                .orFail();
        if (replicas == 0) {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> new OperatorLog(cluster, operator).pods().isEmpty());
        }
    }

    private static Stream<String> children(TestNamespace namespace) {
        return namespace
                .kubectl()
                .run("get", "statefulset,service,secret,pod", "--output", "name")
                .orFail()
                .lines();
    }
}
