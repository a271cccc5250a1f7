package dev.beamcluster.e2e.tests.mesh;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.Cluster;
import dev.beamcluster.e2e.harness.OperatorInstall;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;
import dev.beamcluster.e2e.tests.TestNamespaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Who can connect to a node, tried with connections. NodeNetworkPolicyTest evaluates what one cluster cannot show: other
 * protocols, and callers outside Kubernetes.
 */
@EndToEnd
class AccessE2E {

    private static final Set<Integer> HTTP = Set.of(8080, 8081);

    /** epmd, and the port of a node of the new range. */
    private static final Set<Integer> NEW_PORTS = Set.of(4369, 9200);

    @Test
    void everyCallerReachesWhatTheDocumentationSays(
            TestNamespace namespace, TestNamespaces namespaces, Cluster cluster, OperatorInstall operator) {
        AccessTable.of(namespace, namespaces, cluster, operator).holds();
    }

    @Test
    void theKubeletReachesAPortThatIsClosedToAll(TestNamespace namespace) {
        // Given a readiness probe of a port on which nothing listens yet
        var stranger = Caller.stranger(namespace, Map.of());
        var probe = "  template: {spec: {containers: [{name: beam, readinessProbe: {tcpSocket: {port: 7000},"
                + " periodSeconds: 1}}]}}\n";
        var beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 1, probe));
        await().atMost(Beam.WHOLE).until(() -> beam.pods().size() == 1);
        beam.eventually(Beam.WHOLE, status -> status.condition("PodsReady").isFalse());

        // When
        AccessTable.listen(beam, 0, Set.of(7000));

        // Then
        beam.becomesWhole(1);
        assertThat(stranger.reaches(beam.pod(0).getStatus().getPodIP(), Set.of(7000)))
                .isEmpty();
    }

    @Test
    void whileARolloutMovesAPortEachNodeIsReachedAtItsOwn(TestNamespace namespace) {
        // Given
        var stranger = Caller.stranger(namespace, Map.of());
        var beam = namespace.apply("chat", moving(8080, 0)).becomesWhole(2);
        var before = beam.incarnations();

        // When
        var _ = namespace.kubectl().apply(moving(8081, 300)).orFail();
        await().atMost(Beam.WHOLE)
                .until(() -> !Objects.equals(
                        before.get("chat-1"), beam.incarnations().get("chat-1")));
        beam.eventually(Beam.WHOLE, status -> status.hasMesh("2/2"));

        // Then
        await().atMost(AccessTable.APPLIED).untilAsserted(() -> {
            assertThat(stranger.reaches(ip(beam, 0), HTTP))
                    .as("not replaced yet")
                    .containsExactly(8080);
            assertThat(stranger.reaches(ip(beam, 1), HTTP)).as("replaced").containsExactly(8081);
        });
        assertThat(stranger.reaches(ip(beam, 1), AccessTable.DISTRIBUTION)).isEmpty();
        await().atMost(AccessTable.APPLIED)
                .untilAsserted(() -> assertThat(stranger.reaches("chat", Set.of(80)))
                        .as("the Service")
                        .containsExactly(80));
        assertThat(beam.incarnations()).containsEntry("chat-0", Objects.requireNonNull(before.get("chat-0")));

        // When the rollout continues
        var _ = namespace.kubectl().apply(moving(8081, 0)).orFail();

        // Then
        await().atMost(Duration.ofMinutes(3))
                .until(() -> !Objects.equals(
                        before.get("chat-0"), beam.incarnations().get("chat-0")));
        beam.eventually(Beam.WHOLE, status -> status.isWhole(2));
        AccessTable.listen(beam, 0, Set.of(8080));
        await().atMost(AccessTable.APPLIED)
                .untilAsserted(
                        () -> assertThat(stranger.reaches(ip(beam, 0), HTTP)).containsExactly(8081));
    }

    /** As docs/day-two.md has it: the policy of the BeamCluster has the new range at once, and old nodes have the old one. */
    @Test
    void aRolloutMovesTheDistributionWithAPolicyForTheOldRange(TestNamespace namespace, OperatorInstall operator) {
        // Given
        var stranger = Caller.stranger(namespace, Map.of());
        var beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 2)).becomesWhole(2);
        var before = beam.incarnations();
        var _ = namespace.kubectl().apply(oldRange(operator)).orFail();

        // When
        var _ = namespace
                .kubectl()
                .apply(SampleRelease.MIX.yaml("chat", 2, "  distribution: {ports: {from: 9200, to: 9209}}\n"))
                .orFail();

        // Then
        await().atMost(Duration.ofMinutes(3))
                .untilAsserted(
                        () -> assertThat(beam.incarnations().values()).doesNotContainAnyElementsOf(before.values()));
        beam.becomesWhole(2);
        await().atMost(AccessTable.APPLIED).untilAsserted(() -> {
            assertThat(stranger.reaches(ip(beam, 0), NEW_PORTS)).isEmpty();
            assertThat(Caller.node(beam, 1).reaches(ip(beam, 0), NEW_PORTS)).isEqualTo(NEW_PORTS);
        });
    }

    /** With {@code minReadySeconds} the rollout waits after the first node for as long as the test looks. */
    private static String moving(int port, int minReadySeconds) {
        return SampleRelease.MIX.yaml("chat", 2, """
                  env: [{name: PORT, value: "%d"}]
                  ports: [{name: http, port: 80, targetPort: %d}]
                  rollout: {minReadySeconds: %d}
                """.formatted(port, port, minReadySeconds));
    }

    private static String oldRange(OperatorInstall operator) {
        return """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: chat-old-range}
                spec:
                  podSelector: {matchLabels: {beamcluster.dev/cluster: chat}}
                  policyTypes: [Ingress]
                  ingress:
                  - from:
                    - podSelector: {matchLabels: {beamcluster.dev/cluster: chat}}
                    - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %s}}
                    ports: [{port: 9100, endPort: 9109}]
                """.formatted(operator.namespace());
    }

    private static String ip(Beam beam, int ordinal) {
        return beam.pod(ordinal).getStatus().getPodIP();
    }
}
