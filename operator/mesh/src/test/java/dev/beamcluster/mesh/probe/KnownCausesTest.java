package dev.beamcluster.mesh.probe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeInfo;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;
import dev.beamcluster.mesh.erlang.Handshake;

import static org.assertj.core.api.Assertions.assertThat;

class KnownCausesTest {

    private static final NodeName ONE = Results.node(0);
    private static final NodeName OTHER = Results.node(1);
    private static final Fault REFUSED = new Fault(Cause.NOT_CONNECTED, "connecting fails");
    private static final Handshake USUAL = new Handshake(new Cookie("secret"), Optional.empty());

    @Test
    void anotherDistributionProtocolExplainsBothDirections() {
        var fault =
                new Fault(Cause.PROTOCOL_MISMATCH, "-proto_dist is inet6_tcp and spec.distribution asks for inet_tcp");

        assertThat(explained(info("27", "inet6_tcp"), info("27", "inet_tcp"), REFUSED, USUAL, USUAL))
                .isEqualTo(Map.of(ONE, fault, OTHER, fault));
    }

    @Test
    void aFormerCookieExplainsALinkToANodeWithTheCurrentOne() {
        var former = new Handshake(new Cookie("former"), Optional.empty());

        assertThat(explained(info("27", "inet_tcp"), info("27", "inet_tcp"), REFUSED, USUAL, former))
                .containsEntry(ONE, new Fault(Cause.COOKIE_MISMATCH, "one of the two has a former cookie"));
        assertThat(explained(info("27", "inet_tcp"), info("27", "inet_tcp"), REFUSED, former, former))
                .containsEntry(ONE, REFUSED);
    }

    @Test
    void aCertificateThatErlangDoesNotAcceptExplainsALink() {
        var wildcard = new Handshake(new Cookie("secret"), Optional.of("*.nodes"));

        assertThat(explained(info("27", "inet_tcp"), info("27", "inet_tcp"), REFUSED, USUAL, wildcard))
                .containsEntry(
                        ONE,
                        new Fault(
                                Cause.TLS_FAILED,
                                "Erlang does not accept this form of the host name in the certificate: *.nodes"));
    }

    @Test
    void ifNothingElseIsKnownDifferentReleasesAreNamed() {
        assertThat(explained(info("29", "inet_tcp"), info("25", "inet_tcp"), REFUSED, USUAL, USUAL))
                .containsEntry(ONE, new Fault(Cause.NOT_CONNECTED, "connecting fails; OTP releases 25 and 29"));
        assertThat(explained(info("27", "inet_tcp"), info("27", "inet_tcp"), REFUSED, USUAL, USUAL))
                .containsEntry(ONE, REFUSED);
    }

    @Test
    void aLinkThatIsNotTriedYetOrHasACauseIsNotExplained() {
        var untried = new Fault(Cause.NOT_CONNECTED);
        var cut = new Fault(Cause.CONNECT_TIMEOUT);

        assertThat(explained(info("27", "inet6_tcp"), info("27", "inet_tcp"), untried, USUAL, USUAL))
                .containsEntry(ONE, untried);
        assertThat(explained(info("27", "inet6_tcp"), info("27", "inet_tcp"), cut, USUAL, USUAL))
                .containsEntry(ONE, cut);
    }

    private static Map<NodeName, Fault> explained(
            NodeInfo one, NodeInfo other, Fault fault, Handshake ofOne, Handshake ofOther) {
        var views = new TreeMap<NodeName, NodeView>(
                Map.of(ONE, without(OTHER, one, fault), OTHER, without(ONE, other, fault)));
        var causes = new KnownCauses(connecting(), Map.of(ONE, ofOne, OTHER, ofOther));
        var faults = new TreeMap<NodeName, Fault>();
        causes.explain(views)
                .forEach((node, view) -> faults.put(
                        node,
                        ((NodeView.Reached) view).faults().values().iterator().next()));
        return faults;
    }

    private static MeshTarget connecting() {
        MeshTarget target = Results.target(ONE, OTHER);
        return new MeshTarget(
                target.cookie(),
                List.of(new Cookie("former")),
                target.protocol(),
                target.members(),
                target.leaving(),
                MeshTarget.Formation.OPERATOR,
                target.healing(),
                target.retransmitsEverySecond(),
                target.interval(),
                target.timeout());
    }

    private static NodeView without(NodeName peer, NodeInfo info, Fault fault) {
        return new NodeView.Reached(info, new TreeSet<>(), new TreeMap<>(Map.of(peer, fault)), new TreeSet<>());
    }

    private static NodeInfo info(String otp, String protocol) {
        return new NodeInfo(otp, "chat 1", new TreeMap<>(), Optional.of(60), true, protocol, false);
    }
}
