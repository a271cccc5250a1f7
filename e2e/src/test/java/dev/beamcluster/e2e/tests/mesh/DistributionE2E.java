package dev.beamcluster.e2e.tests.mesh;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;
import dev.beamcluster.e2e.tests.TlsSecrets;
import dev.beamcluster.testkit.TestAuthority;

import static org.assertj.core.api.Assertions.assertThat;

/** Every distribution protocol and address type that the spec allows. */
@EndToEnd
class DistributionE2E {

    private static final int NODES = 3;
    private static final Duration REPORTED = Duration.ofMinutes(1);

    /** Erlang reads certificates again after two seconds instead of two minutes (ssl, ssl_pem_cache_clean). */
    private static final String READS_AGAIN = "  env: [{name: ERL_FLAGS, value: -ssl ssl_pem_cache_clean 2000}]\n";

    private final TlsSecrets secrets = new TlsSecrets(new TestAuthority("chat"));

    static Stream<Arguments> kindsAndAddresses() {
        return Stream.of(SampleRelease.values())
                .flatMap(workload -> Stream.of("DNS", "PodIP")
                        .map(address -> Arguments.argumentSet(workload + " by " + address, workload, address)));
    }

    @ParameterizedTest
    @MethodSource("kindsAndAddresses")
    void everyKindBecomesWholeOverTls(SampleRelease workload, String address, TestNamespace namespace) {
        // Given
        TlsSecrets.apply(namespace, secrets.ofNodes(namespace, "chat", NODES));
        TlsSecrets.apply(namespace, secrets.of(namespace, "operator-tls", List.of("operator.example")));

        // When
        var way = address.equals("DNS") ? """
                  distribution: {clusterDomain: cluster.local, tls: {secretName: chat-tls}}
                """ : """
                  distribution: {epmd: false, netTickTimeSeconds: 20, tls: {secretName: chat-tls, operatorSecretName: operator-tls, verification: Authority}}
                  node: {address: PodIP}
                """;
        var beam = namespace.apply("chat", workload.yaml("chat", NODES, workload.withFlags() + way));

        // Then
        beam.becomesWhole(NODES);
        var suffix = address.equals("DNS")
                ? "chat-0.chat-nodes." + namespace.name() + ".svc.cluster.local"
                : beam.pod(0).getStatus().getPodIP();
        assertThat(beam.nodeOf(beam.pod(0))).isEqualTo("chat@" + suffix);
    }

    @ParameterizedTest
    @EnumSource(SampleRelease.class)
    void everyKindBecomesWholeWithoutEpmd(SampleRelease workload, TestNamespace namespace) {
        // When
        var beam = namespace.apply(
                "chat", workload.yaml("chat", NODES, workload.withFlags() + "  distribution: {epmd: false}\n"));

        // Then
        beam.becomesWhole(NODES);
        assertThat(beam.exec(beam.pod(0), "ls /proc/*/exe -l").out())
                .as("programs that run in the pod")
                .contains("beam.smp")
                .doesNotContain("epmd");
    }

    @Test
    void aReplacedNodeNamedByPodAddressIsANewNode(TestNamespace namespace) {
        // Given
        var beam = namespace
                .apply("chat", SampleRelease.MIX.yaml("chat", NODES, "  node: {address: PodIP}\n"))
                .becomesWhole(NODES);
        var before = beam.nodeOf(beam.pod(1));

        // When
        var _ = namespace
                .kubectl()
                .run("delete", "pod", "chat-1", "--wait=false")
                .orFail();

        // Then
        beam.eventually(Beam.WHOLE, status -> status.hasMesh("2/6"));
        beam.becomesWhole(NODES);
        assertThat(beam.nodeOf(beam.pod(1))).isNotEqualTo(before);
    }

    @Test
    void aSecretThatIsMissingOrUnusableIsReportedUntilItIsFixed(TestNamespace namespace) {
        // When
        var beam = namespace.apply(
                "chat", SampleRelease.MIX.yaml("chat", 1, "  distribution: {tls: {secretName: chat-tls}}\n"));

        // Then
        beam.eventually(
                REPORTED,
                status -> status.condition("Stalled")
                        .isTrue()
                        .hasReason("InvalidSpec")
                        .mentions("spec.distribution.tls.secretName", "Secret chat-tls does not exist"));

        // When
        var good = secrets.ofNodes(namespace, "chat", NODES);
        TlsSecrets.apply(
                namespace,
                new SecretBuilder(good).addToStringData("tls.key", "none").build());

        // Then
        beam.eventually(REPORTED, status -> status.condition("Stalled").isTrue().mentions("tls.key"));

        // When
        TlsSecrets.apply(namespace, good);

        // Then
        beam.becomesWhole(1);
    }

    @Test
    void theNodesSecretIsMissedAlthoughTheOperatorHasItsOwn(TestNamespace namespace) {
        // Given
        TlsSecrets.apply(namespace, secrets.of(namespace, "operator-tls", List.of("operator.example")));

        // When
        var beam = namespace.apply(
                "chat",
                SampleRelease.MIX.yaml(
                        "chat",
                        1,
                        "  distribution: {tls: {secretName: chat-tls, operatorSecretName: operator-tls}}\n"));

        // Then
        beam.eventually(
                REPORTED,
                status -> status.condition("Stalled")
                        .isTrue()
                        .mentions("spec.distribution.tls.secretName", "Secret chat-tls does not exist"));
    }

    @Test
    void aCertificateForAnotherHostIsReported(TestNamespace namespace) {
        // Given
        TlsSecrets.apply(namespace, secrets.of(namespace, "chat-tls", List.of("elsewhere.example")));

        // When
        var beam = namespace.apply(
                "chat",
                SampleRelease.MIX.yaml("chat", NODES, READS_AGAIN + "  distribution: {tls: {secretName: chat-tls}}\n"));

        // Then
        beam.eventually(Beam.WHOLE, status -> {
            status.condition("Meshed").isFalse().hasReason("TlsHandshakeFailed").mentions("is not in its certificate");
            status.node("chat-1", node -> node.reason(), "TlsHandshakeFailed");
        });

        // When the same authority issues a certificate for the nodes, and a change of the pods makes the kubelet write
        // it
        // to them at once instead of within 90 seconds
        var before = beam.incarnations();
        TlsSecrets.apply(namespace, secrets.ofNodes(namespace, "chat", NODES));
        var _ = namespace
                .kubectl()
                .run("annotate", "pods", "--all", "certificate=new")
                .orFail();

        // Then no pod has to be restarted
        beam.eventually(Beam.WHOLE, status -> status.isWhole(NODES));
        assertThat(beam.incarnations()).isEqualTo(before);
    }
}
