package dev.beamcluster.e2e;

import java.time.Duration;
import java.util.List;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerCondition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Every example of {@code deploy/examples} works as it stands, and shows what it is about. */
@EndToEnd
class ExamplesE2E {

    /** The autoscaler looks every 15 s (Kubernetes, {@code --horizontal-pod-autoscaler-sync-period}). */
    private static final Duration AUTOSCALED = Duration.ofMinutes(1);

    static List<Example> examples() {
        return Example.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void becomesWhole(Example example, TestNamespace namespace) {
        // When
        var beam = example.becomesWhole(namespace);

        // Then
        assertThat(beam.pods()).hasSize(3);
    }

    @Test
    void tlsIsWhatTheNodesSpeak(TestNamespace namespace) {
        // When
        var beam = Example.of("tls").becomesWhole(namespace);

        // Then
        var commandLines = beam.exec(beam.pod(0), "cat /proc/[0-9]*/cmdline | tr '\\0' ' '");
        assertThat(commandLines.out()).contains("-proto_dist inet_tls");
    }

    @Test
    void epmdRunsInNoPod(TestNamespace namespace) {
        // When
        var beam = Example.of("epmd-less").becomesWhole(namespace);

        // Then
        assertThat(beam.pods())
                .allSatisfy(
                        pod -> assertThat(beam.exec(pod, "ls -l /proc/*/exe").out())
                                .contains("beam.smp")
                                .doesNotContain("epmd"));
    }

    @Test
    void aRelxReleaseIsNamedAfterTheBeamCluster(TestNamespace namespace) {
        // When
        var beam = Example.of("relx").becomesWhole(namespace);

        // Then
        assertThat(beam.nodeOf(beam.pod(2))).startsWith("bank@bank-2.");
    }

    @Test
    void aNodeFindsItsDiskAgain(TestNamespace namespace) {
        // Given
        var beam = Example.of("storage").becomesWhole(namespace);
        assertThat(starts(beam)).containsExactly("1", "1", "1");

        // When
        var _ = namespace.kubectl().run("delete", "pod", "archive-1").orFail();

        // Then
        beam.becomesWhole(3);
        assertThat(starts(beam)).containsExactly("1", "2", "1");
    }

    private static List<String> starts(Beam beam) {
        return beam.pods().stream()
                .map(pod -> beam.exec(pod, "cat /var/lib/archive/starts").orFail())
                .toList();
    }

    @Test
    void theAutoscalerFindsTheNodesAndScalesThem(TestNamespace namespace) {
        // Given
        var beam = Example.of("hpa").becomesWhole(namespace);
        await().atMost(AUTOSCALED)
                .untilAsserted(() -> assertThat(conditions(namespace))
                        .anySatisfy(condition -> {
                            assertThat(condition.getType()).isEqualTo("AbleToScale");
                            assertThat(condition.getStatus()).isEqualTo("True");
                        })
                        .noneSatisfy(
                                condition -> assertThat(condition.getReason()).isEqualTo("InvalidSelector")));
        var scale = "/apis/beamcluster.dev/v1alpha1/namespaces/%s/beamclusters/crowd/scale".formatted(namespace.name());
        assertThat(namespace.kubectl().run("get", "--raw", scale).orFail())
                .contains("\"selector\":\"beamcluster.dev/cluster=crowd\"");

        // When it wants one more, for which it needs no metrics
        var _ = namespace
                .kubectl()
                .run("patch", "hpa", "crowd", "--type=merge", "--patch={\"spec\":{\"minReplicas\":4}}")
                .orFail();

        // Then
        beam.becomesWhole(4);
    }

    private static List<HorizontalPodAutoscalerCondition> conditions(TestNamespace namespace) {
        var status = namespace
                .cluster()
                .client()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(namespace.name())
                .withName("crowd")
                .require()
                .getStatus();
        return status == null ? List.of() : status.getConditions();
    }

    @Test
    void aNetworkPolicyIsAboutTheNodesAlone(TestNamespace namespace) {
        // When
        var _ = Example.of("network-policy").becomesWhole(namespace);

        // Then
        var policy = namespace
                .cluster()
                .client()
                .network()
                .v1()
                .networkPolicies()
                .inNamespace(namespace.name())
                .withName("fort")
                .require();
        assertThat(policy.getSpec().getPodSelector().getMatchLabels()).containsEntry("beamcluster.dev/cluster", "fort");
        assertThat(policy.getSpec().getPolicyTypes()).contains("Ingress");
        assertThat(policy.getSpec().getIngress()).isNotEmpty();
    }
}
