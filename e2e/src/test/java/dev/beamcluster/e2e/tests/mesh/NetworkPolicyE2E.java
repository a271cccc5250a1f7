package dev.beamcluster.e2e.tests.mesh;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;
import dev.beamcluster.e2e.tests.ExpectedInLog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** When there is a network policy. {@link AccessE2E} tries who can connect. */
@EndToEnd
class NetworkPolicyE2E {

    private static final Duration SOON = Duration.ofMinutes(1);

    /** epmd, and the port of the node. */
    private static final Set<Integer> DISTRIBUTION = Set.of(4369, 9100);

    /** A policy of a user, with the name that the operator's has. */
    private static final String THEIRS = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: chat}
            spec: {podSelector: {matchLabels: {beamcluster.dev/cluster: control}}, policyTypes: [Ingress]}
            """;

    @Test
    void thePolicyIsDeletedWhenDisabledAndRecreatedWhenEnabled(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 2)).becomesWhole(2);
        var before = beam.incarnations();
        var stranger = Caller.stranger(namespace, Map.of());
        assertThat(policies(namespace)).contains("networkpolicy.networking.k8s.io/chat");
        assertReached(stranger, beam, Set.of());

        // When, then
        var _ = namespace
                .kubectl()
                .apply(SampleRelease.MIX.yaml("chat", 2, "  networkPolicy: {enabled: false}\n"))
                .orFail();
        await().atMost(SOON).untilAsserted(() -> assertThat(policies(namespace)).isEmpty());
        assertReached(stranger, beam, DISTRIBUTION);

        // When, then
        var _ = namespace.kubectl().apply(SampleRelease.MIX.yaml("chat", 2)).orFail();
        await().atMost(SOON).untilAsserted(() -> assertThat(policies(namespace)).contains("chat"));
        assertReached(stranger, beam, Set.of());
        beam.becomesWhole(2);
        assertThat(beam.incarnations()).as("no node was restarted").isEqualTo(before);
    }

    @Test
    @ExpectedInLog("ApplyRefused")
    void aForeignPolicyIsReportedAndUnchanged(TestNamespace namespace) {
        // Given
        var _ = namespace.kubectl().apply(THEIRS).orFail();

        // When
        var beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 1));

        // Then
        beam.eventually(
                Beam.WHOLE,
                status -> status.condition("Stalled")
                        .isTrue()
                        .hasReason("ApplyRefused")
                        .mentions("NetworkPolicy chat"));

        // When
        var _ = namespace
                .kubectl()
                .apply(SampleRelease.MIX.yaml("chat", 1, "  networkPolicy: {enabled: false}\n"))
                .orFail();

        // Then
        beam.becomesWhole(1);
        assertThat(policies(namespace)).as("theirs").contains("chat");
    }

    private static void assertReached(Caller caller, Beam beam, Set<Integer> ports) {
        await().atMost(AccessTable.APPLIED)
                .untilAsserted(
                        () -> assertThat(caller.reaches(beam.pod(0).getStatus().getPodIP(), DISTRIBUTION))
                                .isEqualTo(ports));
    }

    private static String policies(TestNamespace namespace) {
        return namespace
                .kubectl()
                .run("get", "networkpolicy", "--output", "name")
                .orFail();
    }
}
