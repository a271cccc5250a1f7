package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.Network;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.Protocol;
import dev.beamcluster.testkit.LabNode;
import dev.beamcluster.testkit.MonitoredMesh;
import dev.beamcluster.testkit.TestAuthority;

import static org.assertj.core.api.Assertions.assertThat;

/** What is reported about nodes whose TLS handshake fails. */
class TlsIT {

    private static final Duration WHOLE = Duration.ofMinutes(1);

    /** Much longer than a fault takes to be seen (docs/benchmarks.md), and shorter than Erlang takes to notice a cut. */
    private static final Duration SEEN = Duration.ofSeconds(20);

    private static final TestAuthority AUTHORITY = new TestAuthority("mesh");
    private static final List<LabNode> NODES = new ArrayList<>();

    private static Network network;

    @BeforeAll
    static void startMachines() {
        network = Network.newNetwork();
        NODES.add(LabNode.on(network, 0));
        NODES.add(LabNode.on(network, 1));
    }

    @AfterAll
    static void endMachines() {
        NODES.forEach(LabNode::close);
        network.close();
    }

    @AfterEach
    void endNodes() {
        NODES.forEach(node -> {
            node.kill();
            node.killEpmd();
        });
    }

    @Test
    void aNodeOfAnotherAuthorityIsReported() {
        var other = new TestAuthority("other");
        assertThat(faultOf(other.issue(List.of(host(0))), other))
                .isEqualTo(
                        new Fault(Cause.TLS_FAILED, "the node's certificate is not signed by the authority in ca.crt"));
    }

    @Test
    void aNodeThatRejectsTheOperatorsCertificateIsReported() {
        // The node presents a certificate of our authority, and trusts another.
        assertThat(faultOf(AUTHORITY.issue(List.of(host(0))), new TestAuthority("other")))
                .isEqualTo(new Fault(Cause.TLS_FAILED, "the node rejected the operator's certificate"));
    }

    @Test
    void aCertificateForAnotherHostIsReported() {
        assertThat(faultOf(AUTHORITY.issue(List.of("elsewhere.mesh.test")), AUTHORITY))
                .isEqualTo(new Fault(
                        Cause.TLS_FAILED,
                        "the host name of the node is not in its certificate, which names elsewhere.mesh.test"));
    }

    @Test
    void anExpiredCertificateIsReported() {
        assertThat(faultOf(AUTHORITY.issue("EC", List.of(host(0)), Instant.now().minusSeconds(60)), AUTHORITY))
                .isEqualTo(new Fault(Cause.TLS_FAILED, "the node's certificate has expired"));
    }

    @Test
    void aHostInAFormThatErlangDoesNotAcceptIsReported() {
        // Given a wildcard
        NODES.forEach(node -> start(AUTHORITY.issue(List.of("*.mesh.test")), AUTHORITY, node));

        // Then
        try (var monitored = new MonitoredMesh(target(NODES))) {
            var _ = monitored.eventually(WHOLE, seen -> {
                assertThat(seen.unreachable()).isEmpty();
                assertThat(seen.missingLinks()).hasSize(2);
                assertThat(seen.missingLinks().values())
                        .containsOnly(new Fault(
                                Cause.TLS_FAILED,
                                "Erlang does not accept this form of the host name in the certificate: *.mesh.test"));
            });
        }
    }

    @Test
    void aNodeWithoutTlsIsReported() {
        // Given
        NODES.getFirst().start();

        // Then
        assertThat(fault(Cause.HANDSHAKE_TIMEOUT))
                .isEqualTo(
                        new Fault(Cause.HANDSHAKE_TIMEOUT, "no reply in the TLS handshake: the node may not use TLS"));
    }

    @Test
    void aRenewedCertificateTakesEffectWithoutARestart() {
        // Given
        start(AUTHORITY.issue(List.of(host(0))), AUTHORITY, NODES.getFirst());
        start(AUTHORITY.issue(List.of(host(1))), AUTHORITY, NODES.getLast());
        try (var monitored = new MonitoredMesh(target(NODES))) {
            monitored.becomesWhole(WHOLE);
        }

        // When
        NODES.forEach(node -> node.install(AUTHORITY.issue(List.of(node.name().host())), AUTHORITY));

        // Then
        try (var monitored = new MonitoredMesh(target(NODES))) {
            monitored.becomesWhole(WHOLE);
        }
    }

    private static String host(int ordinal) {
        return NODES.get(ordinal).name().host();
    }

    private static Fault faultOf(TestAuthority.Issued issued, TestAuthority trusted) {
        start(issued, trusted, NODES.getFirst());
        return fault(Cause.TLS_FAILED);
    }

    /**
     * Returns the fault that is finally reported for the first node: a VM that was just started may at first miss the
     * TLS timeout.
     */
    private static Fault fault(Cause cause) {
        var node = NODES.getFirst();
        try (var monitored = new MonitoredMesh(target(List.of(node)))) {
            var report = monitored.eventually(
                    SEEN,
                    seen -> assertThat(seen.unreachable().values())
                            .extracting(Fault::cause)
                            .containsExactly(cause));
            return Objects.requireNonNull(report.unreachable().get(node.name()));
        }
    }

    private static void start(TestAuthority.Issued issued, TestAuthority trusted, LabNode node) {
        node.install(issued, trusted);
        node.start(node.name().toString(), LabNode.COOKIE.value(), node.tlsFlags(""));
    }

    private static MeshTarget target(List<LabNode> nodes) {
        var tls = new Protocol.Tls(AUTHORITY.sockets(AUTHORITY.issue(List.of("operator.lab.svc"))), true);
        return new MeshTarget(
                LabNode.COOKIE,
                new Protocol(OptionalInt.empty(), false, Optional.of(tls)),
                nodes.stream().map(LabNode::member).toList(),
                List.of(),
                MeshTarget.Formation.OPERATOR,
                MeshTarget.Healing.RECONNECT,
                Duration.ofSeconds(1),
                Duration.ofMillis(900));
    }
}
