package dev.beamcluster.operator.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.MeshMonitor.Observation;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.operator.observed.Elapsed;
import dev.beamcluster.operator.observed.FailedProbe;
import dev.beamcluster.operator.observed.PodTrouble;

import static org.assertj.core.api.Assertions.assertThat;

/** What to do comes after what happened, and fits the nodes and the spec. */
class RemediesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final PodTrouble NOT_LISTENING = new PodTrouble.ProbeFails(
            new FailedProbe(
                    FailedProbe.Kind.STARTUP, "beam", new FailedProbe.Check.Tcp("9100"), Optional.of("refused")),
            new Elapsed(Duration.ofSeconds(10)));
    private static final NodeName LAPTOP = new NodeName("laptop", "127.0.0.1");

    static Stream<Arguments> situations() {
        return Stream.of(
                row(
                        s -> s.lost(0, name("ledger@chat-0.nodes.cluster.local"))
                                .lost(1, name("ledger@chat-1.nodes.cluster.local")),
                        "NameMismatch",
                        "(ledger@chat-1.nodes.cluster.local). To keep the image, create a new BeamCluster with"
                                + " spec.node.name: ledger and spec.distribution.clusterDomain: cluster.local"),
                row(
                        s -> s.lost(1, name("ledger@chat-1.nodes")),
                        "NameMismatch",
                        "(ledger@chat-1.nodes). Other nodes have the right name: remove RELEASE_NODE"),
                row(
                        s -> s.with(1, ChatNodes.unready(1, NOT_LISTENING)).lost(1, name("sidecar@127.0.0.1")),
                        "NameMismatch",
                        ". If it is the name of another VM in the pod, chat-1 is still starting"),
                row(
                        s -> s.lost(1, new Fault(Cause.COOKIE_MISMATCH)),
                        "CookieMismatch",
                        "If Secret mine was changed after they started, put the former cookie back"),
                row(
                        s -> s.lost(
                                1,
                                new Fault(
                                        Cause.TLS_FAILED,
                                        "the host name of the node is not in its certificate, which names"
                                                + " chat-1.nodes.cluster.local and 2 more")),
                        "TlsHandshakeFailed",
                        "List the host name of each node in the certificate of Secret chat-tls, or create a new BeamCluster"
                                + " with spec.distribution.clusterDomain: cluster.local, or set"
                                + " spec.distribution.tls.verification: Authority"),
                row(
                        s -> s.lost(1, new Fault(Cause.TLS_FAILED, "the node's certificate has expired")),
                        "TlsHandshakeFailed",
                        "chat-1: TLS handshake failed (the node's certificate has expired)"),
                row(
                        s -> missing(s, new Fault(Cause.TLS_FAILED, "Erlang does not accept the form: *.nodes")),
                        "TlsHandshakeFailed",
                        "*.nodes). List the host name of each node in the certificate of Secret chat-tls, or set"),
                row(
                        s -> missing(
                                s,
                                new Fault(
                                        Cause.PROTOCOL_MISMATCH,
                                        "-proto_dist is inet6_tcp and spec.distribution asks for inet_tcp")),
                        "ProtocolMismatch",
                        "chat-0 <-> chat-1: distribution protocol does not match (-proto_dist is inet6_tcp and"
                                + " spec.distribution asks for inet_tcp). Remove -proto_dist from the image, or create a"
                                + " new BeamCluster with spec.distribution.ipFamily: IPv6"),
                row(
                        s -> missing(
                                s,
                                new Fault(
                                        Cause.PROTOCOL_MISMATCH,
                                        "-proto_dist is inet6_tls and spec.distribution asks for inet_tcp")),
                        "ProtocolMismatch",
                        "inet_tcp). Remove -proto_dist from the image"),
                row(
                        s -> missing(s, new Fault(Cause.DNS_FAILURE, "the DNS of the node does not answer in time")),
                        "DnsFailure",
                        "host name does not resolve (the DNS of the node does not answer in time). Check dnsPolicy"),
                row(
                        s -> missing(
                                s, new Fault(Cause.DNS_FAILURE, "it resolves to 10.0.0.9, which is not the peer's")),
                        "DnsFailure",
                        "(it resolves to 10.0.0.9, which is not the peer's)"),
                row(
                        s -> withFormerCookie(
                                missing(s, new Fault(Cause.COOKIE_MISMATCH, "one of the two has a former cookie")), 0),
                        "CookieMismatch",
                        "The cookie in Secret mine was changed while nodes ran, and these have a former one: chat-0."
                                + " Put it back and delete the other pods, or restart all nodes with"
                                + " spec.rollout.gate: Pods"),
                row(
                        s -> s.lost(1, new Fault(Cause.NOT_REGISTERED)),
                        "NodesUnreachable",
                        "chat-1 is ready, so the VM runs without distribution: `kubectl logs chat-1 -c beam`"));
    }

    private static Arguments row(UnaryOperator<Situation> change, String reason, String part) {
        return Arguments.of(change.apply(Situation.whole(2, NOW)), reason, part);
    }

    @ParameterizedTest
    @MethodSource("situations")
    void theMessageEndsWithTheRemedy(Situation situation, String reason, String part) {
        // When
        Condition meshed = Conditions.find(situation.status(null, NOW).conditions(), ConditionType.Meshed)
                .orElseThrow();

        // Then
        assertThat(meshed.getReason()).isEqualTo(reason);
        assertThat(meshed.getMessage()).contains(part);
    }

    @Test
    void aChangedCookieIsWarnedOfWhileTheMeshIsWhole() {
        var status = withFormerCookie(Situation.whole(2, NOW), 0, 1).status(null, NOW);

        assertThat(Conditions.find(status.conditions(), ConditionType.Ready)
                        .orElseThrow()
                        .getStatus())
                .isEqualTo("True");
        assertThat(status.warnings())
                .singleElement()
                .asString()
                .startsWith("Secret mine: its cookie was changed, and chat-0, chat-1 run with the former one");
    }

    @Test
    void aNodeThatConnectedWhenLinksWereLostStaysInTheStatus() {
        var whole = Situation.whole(2, NOW);
        var status = withReport(
                        whole,
                        before -> new MeshReport(
                                before.nodes(), before.withFormerCookie(), new TreeSet<>(List.of(LAPTOP))))
                .status(null, NOW);

        assertThat(status.warnings())
                .singleElement()
                .asString()
                .startsWith("unexpected node laptop@127.0.0.1: ")
                .contains("-hidden");
        assertThat(Objects.requireNonNull(status.mesh()).unexpectedNodes()).containsExactly("laptop@127.0.0.1");
    }

    private static Fault name(String actual) {
        return new Fault(Cause.NAME_MISMATCH, actual);
    }

    /** Both directions of the link are missing. */
    private static Situation missing(Situation situation, Fault fault) {
        return withReport(
                situation,
                before -> new FullMesh(before.nodes())
                        .cut(0, 1, fault)
                        .cut(1, 0, fault)
                        .report());
    }

    private static Situation withFormerCookie(Situation situation, Integer... ordinals) {
        return withReport(
                situation,
                before -> new MeshReport(
                        before.nodes(),
                        Arrays.stream(ordinals).map(FullMesh::node).collect(Collectors.toCollection(TreeSet::new)),
                        before.visitors()));
    }

    private static Situation withReport(Situation before, UnaryOperator<MeshReport> change) {
        return new Situation(
                before.nodes(),
                before.leaving(),
                before.draining(),
                before.workload(),
                before.outcome(),
                before.last().map(seen -> new Observation(change.apply(seen.report()), seen.at(), seen.members())));
    }
}
