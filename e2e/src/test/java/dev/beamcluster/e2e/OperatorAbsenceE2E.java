package dev.beamcluster.e2e;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Nodes do not need the operator to live: it goes and comes, and nothing restarts. */
@EndToEnd
@Isolated("the operator goes")
class OperatorAbsenceE2E {

    private static final Pattern NODE = Pattern.compile("[\\w-]+@[\\w.-]+");

    @Test
    void nothingRestartsWhenTheOperatorGoesAndWhenItIsBack(
            TestNamespace namespace, Cluster cluster, OperatorInstall operator) {
        // Given
        var beam = namespace.apply("chat", Workload.MIX.yaml("chat", 3)).becomesWhole(3);
        var before = beam.lives();
        var hidden = hiddenPeers(beam);
        assertThat(hidden).as("the operator is one hidden node").hasSize(1);

        // When
        scale(cluster, operator, 0);
        await().atMost(Duration.ofMinutes(1)).until(() -> hiddenPeers(beam).isEmpty());

        // Then
        assertThat(beam.nodesSeenBy(beam.pod(0)))
                .as("the mesh holds without the operator")
                .hasSize(3);
        assertThat(beam.lives()).isEqualTo(before);

        // When
        scale(cluster, operator, 1);
        operator.awaitAvailable(cluster);

        // Then
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(hiddenPeers(beam))
                        .as("the operator's node name is the same")
                        .isEqualTo(hidden));
        beam.stays(Duration.ofSeconds(10), status -> status.isWhole(3));
        assertThat(beam.lives()).isEqualTo(before);
    }

    private static void scale(Cluster cluster, OperatorInstall operator, int replicas) {
        var _ = cluster.kubectl()
                .in(operator.namespace())
                .run("scale", "deployment/" + operator.name(), "--replicas=" + replicas)
                .orFail();
    }

    private static Set<String> hiddenPeers(Beam beam) {
        // rpc is a hidden node itself, named after the node that it asks.
        var line = "/app/bin/chat rpc 'IO.inspect(:erlang.nodes(:hidden), limit: :infinity)'";
        return NODE.matcher(beam.exec(beam.pod(0), line).orFail())
                .results()
                .map(MatchResult::group)
                .filter(node -> !node.startsWith("rpc-"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
