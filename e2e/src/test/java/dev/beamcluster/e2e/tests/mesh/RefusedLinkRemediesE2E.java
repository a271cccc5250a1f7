package dev.beamcluster.e2e.tests.mesh;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;
import dev.beamcluster.e2e.tests.TlsSecrets;
import dev.beamcluster.testkit.TestAuthority;

/** Nodes that run and do not connect: the message has the cause and the remedy, and the remedy leads to a mesh. */
@EndToEnd
class RefusedLinkRemediesE2E {

    private static final Duration REPORTED = Duration.ofSeconds(90);

    /** A mesh that cannot be full before all nodes are replaced needs this gate. */
    private static final String GATE = "  rollout: {gate: Pods, minReadySeconds: 0}\n";

    private static final List<Mistake> MISTAKES = List.of(
            Mistake.ofFlag(
                    "-proto_dist inet6_tcp",
                    "ProtocolMismatch",
                    "-proto_dist is inet6_tcp and spec.distribution asks for inet_tcp",
                    "Remove -proto_dist from the image"),
            Mistake.ofFlag("-hidden", "HiddenNode", "Remove -hidden from the image"),
            new Mistake(
                    "dnsPolicy: None, dnsConfig: {nameservers: [192.0.2.53]}",
                    "DnsFailure",
                    List.of("the DNS of the node does not answer", "Check dnsPolicy and dnsConfig")));

    /**
     * What a user gets wrong.
     *
     * @param podSpec fields of {@code spec.template.spec}
     * @param reason of {@code Meshed}
     * @param words parts of its message
     */
    private record Mistake(String podSpec, String reason, List<String> words) {

        /** A flag in the image, for which a start command stands in: in {@code spec.env} it would be refused. */
        static Mistake ofFlag(String flag, String reason, String... words) {
            return new Mistake(
                    "containers: [{name: beam, command: [sh, -c, 'export ERL_FLAGS=\"%s\"; exec /app/bin/chat start']}]"
                            .formatted(flag),
                    reason,
                    List.of(words));
        }

        String yaml() {
            return SampleRelease.MIX.yaml("chat", 2, GATE + "  template: {spec: {" + podSpec + "}}\n");
        }
    }

    @Test
    void whatTheMessageSaysIsUndoneAndTheNodesConnect(TestNamespace namespace) {
        for (Mistake mistake : MISTAKES) {
            // When
            namespace
                    .apply("chat", mistake.yaml())
                    .eventually(
                            REPORTED,
                            status -> status.condition("Meshed")
                                    .isFalse()
                                    .hasReason(mistake.reason())
                                    .mentions(mistake.words().toArray(String[]::new)));

            // Then
            namespace.apply("chat", SampleRelease.MIX.yaml("chat", 2, GATE)).becomesWhole(2);
        }
    }

    @Test
    void aWildcardInTheCertificateIsReportedThoughTheOperatorGetsIn(TestNamespace namespace) {
        // Given
        var secrets = new TlsSecrets(new TestAuthority("chat"));
        var host = "*.chat-nodes." + namespace.name() + ".svc";
        TlsSecrets.apply(namespace, secrets.of(namespace, "chat-tls", List.of(host)));
        var beam = namespace.apply(
                "chat", SampleRelease.MIX.yaml("chat", 2, GATE + "  distribution: {tls: {secretName: chat-tls}}\n"));
        beam.eventually(
                REPORTED,
                status -> status.condition("Meshed")
                        .isFalse()
                        .hasReason("TlsHandshakeFailed")
                        .mentions(host, "Secret chat-tls", "spec.distribution.tls.verification: Authority"));

        // When
        beam = namespace.apply(
                "chat",
                SampleRelease.MIX.yaml(
                        "chat", 2, GATE + "  distribution: {tls: {secretName: chat-tls, verification: Authority}}\n"));

        // Then
        beam.becomesWhole(2);
    }

    @Test
    void aCertificateWithFullHostNamesNeedsTheDomainInTheSpec(TestNamespace namespace) {
        // Given
        var secrets = new TlsSecrets(new TestAuthority("chat"));
        var domain = ".chat-nodes." + namespace.name() + ".svc.cluster.local";
        TlsSecrets.apply(namespace, secrets.of(namespace, "chat-tls", List.of("chat-0" + domain, "chat-1" + domain)));
        var first = namespace.apply(
                "chat", SampleRelease.MIX.yaml("chat", 1, "  distribution: {tls: {secretName: chat-tls}}\n"));
        first.eventually(
                REPORTED,
                status -> status.condition("Meshed")
                        .isFalse()
                        .hasReason("TlsHandshakeFailed")
                        .mentions("create a new BeamCluster with spec.distribution.clusterDomain: cluster.local"));

        // When
        var _ = namespace.kubectl().run("delete", "beam", "chat").orFail();
        var second = namespace.apply(
                "chat",
                SampleRelease.MIX.yaml(
                        "chat", 2, "  distribution: {clusterDomain: cluster.local, tls: {secretName: chat-tls}}\n"));

        // Then
        second.becomesWhole(2);
    }
}
