package dev.beamcluster.operator.status;

import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Condition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;

import static org.assertj.core.api.Assertions.assertThat;

class MeshedRuleTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Fault EPMD_GONE = new Fault(Cause.REFUSED, "epmd, port 4369");

    static Stream<Arguments> situations() {
        return Stream.of(
                row(3, s -> s, "True", "FullMesh", "all 6 directed links verified"),
                row(1, s -> s, "True", "SingleNode", "the only node answers"),
                row(0, s -> s, "Unknown", "ScaledToZero", "spec.replicas is 0"),
                row(3, Situation::neverProbed, "Unknown", "ProbeStale", "mesh not probed yet"),
                row(3, s -> s.probedAt(NOW.minusSeconds(60)), "Unknown", "ProbeStale", "last probe is older than 10 s"),
                row(3, s -> s.probedOnly(2), "Unknown", "ProbeStale", "not probed since the nodes changed"),
                row(3, s -> s.replaced(1), "Unknown", "ProbeStale", "not probed since the nodes changed"),
                row(
                        3,
                        s -> s.cut(0, 1, Cause.CALL_TIMEOUT),
                        "False",
                        "LinksMissing",
                        "chat-0 -> chat-1: connected, but calls time out (silent network cut, frozen VM or overload)"),
                row(
                        3,
                        s -> s.apart(0, 1).apart(0, 2),
                        "False",
                        "Partitioned",
                        "2 islands: [chat-1, chat-2], [chat-0]; chat-0 <-> chat-1: not connected; chat-0 <-> chat-2: not connected"),
                row(3, s -> s.cut(0, 1, Cause.DNS_FAILURE), "False", "DnsFailure", "does not resolve"),
                row(3, s -> s.lost(1, Cause.REFUSED), "False", "NodesUnreachable", "chat-1: "),
                row(3, s -> s.lost(1, Cause.CALL_TIMEOUT), "False", "NodesUnreachable", "chat-1: "),
                row(
                        3,
                        s -> s.unseen(1, Cause.CONNECT_TIMEOUT),
                        "Unknown",
                        "OperatorCannotReachNodes",
                        "chat-1: connection timed out"),
                row(
                        3,
                        s -> s.unseen(1, Cause.REFUSED),
                        "Unknown",
                        "OperatorCannotReachNodes",
                        "chat-1: connection refused"),
                row(1, s -> s.lost(0, Cause.REFUSED), "False", "NodesUnreachable", "chat-0: connection refused"),
                row(3, s -> s.cut(0, 2, Cause.HIDDEN), "False", "HiddenNode", "-hidden"),
                row(
                        3,
                        s -> s.cut(0, 1, Cause.CALL_TIMEOUT).unseen(1, Cause.CONNECT_TIMEOUT),
                        "False",
                        "LinksMissing",
                        "chat-0 -> chat-1: connected, but calls time out (silent network cut, frozen VM or overload)"),
                row(
                        3,
                        s -> s.lost(0, Cause.CONNECT_TIMEOUT)
                                .lost(1, Cause.CONNECT_TIMEOUT)
                                .lost(2, Cause.CONNECT_TIMEOUT),
                        "Unknown",
                        "OperatorCannotReachNodes",
                        "no pod is touched: chat-0, chat-1, chat-2: connection timed out"),
                row(
                        3,
                        s -> s.lost(1, Cause.COOKIE_MISMATCH),
                        "False",
                        "CookieMismatch",
                        "chat-1: cookie does not match"),
                row(
                        3,
                        s -> s.lost(1, Cause.NAME_MISMATCH),
                        "False",
                        "NameMismatch",
                        "chat-1: runs under a different node name"),
                row(
                        3,
                        s -> s.starting(1).lost(1, new Fault(Cause.NAME_MISMATCH, "sidecar@127.0.0.1")),
                        "False",
                        "NodesUnreachable",
                        "chat-1: container is not running"),
                row(
                        3,
                        s -> s.lost(1, new Fault(Cause.TLS_FAILED, "the node's certificate has expired")),
                        "False",
                        "TlsHandshakeFailed",
                        "chat-1: TLS handshake failed (the node's certificate has expired)"),
                row(
                        3,
                        s -> s.lost(1, new Fault(Cause.INCOMPATIBLE, "No common protocol found")),
                        "False",
                        "IncompatibleRelease",
                        "(No common protocol found; the operator supports OTP 25 to 29)"),
                row(3, s -> s.unseen(1, EPMD_GONE), "Unknown", "OperatorCannotReachNodes", "(epmd, port 4369)"),
                row(
                        3,
                        s -> s.cut(0, 1, Cause.CALL_TIMEOUT).cut(1, 0, Cause.CALL_TIMEOUT),
                        "False",
                        "LinksMissing",
                        "chat-0 <-> chat-1: calls time out in both directions (silent network cut, frozen VM or overload)"),
                row(
                        3,
                        s -> s.cut(0, 1, Cause.CALL_TIMEOUT).cut(1, 0, Cause.NOT_CONNECTED),
                        "False",
                        "LinksMissing",
                        "overload); chat-1 -> chat-0: not connected"),
                row(
                        9,
                        s -> s.lost(8, Cause.REFUSED)
                                .apart(0, 1)
                                .apart(0, 2)
                                .apart(0, 3)
                                .apart(0, 4)
                                .apart(0, 5)
                                .apart(0, 6),
                        "False",
                        "LinksMissing",
                        "chat-0 <-> chat-5: not connected; and 1 more"),
                row(257, s -> s, "True", "FullMesh", "all 65792 directed links verified"),
                row(258, s -> s, "True", "FullMesh", "directed links verified, each within 2 rounds"));
    }

    private static Arguments row(
            int nodes, UnaryOperator<Situation> change, String state, String reason, String partOfMessage) {
        return Arguments.of(change.apply(Situation.whole(nodes, NOW)), state, reason, partOfMessage);
    }

    @ParameterizedTest
    @MethodSource("situations")
    void itNamesTheCauseThatExplainsMost(Situation situation, String state, String reason, String partOfMessage) {
        // When
        Condition condition = condition(situation);

        // Then
        assertThat(condition.getStatus()).isEqualTo(state);
        assertThat(condition.getReason()).isEqualTo(reason);
        assertThat(condition.getMessage()).contains(partOfMessage);
    }

    private static Condition condition(Situation situation) {
        return Conditions.find(situation.status(null, NOW).conditions(), ConditionType.Meshed)
                .orElseThrow();
    }
}
