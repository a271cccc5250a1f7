package dev.beamcluster.mesh.erlang;

import java.util.List;
import java.util.Map;

import com.ericsson.otp.erlang.OtpErlangObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.NodeName;

import static org.assertj.core.api.Assertions.assertThat;

class LinkAnswersTest {

    private static final NodeName A = new NodeName("chat", "chat-0.nodes");
    private static final NodeName B = new NodeName("chat", "chat-1.nodes");
    private static final NodeName C = new NodeName("chat", "chat-2.nodes");

    @Test
    void eachPeerHasTheAnswerAtItsPosition() {
        var term = Terms.list(ok(A), failed("timeout"), failed("noconnection"));

        var answers = LinkAnswers.peers(term, List.of(A, B, C)).orElseThrow();

        assertThat(answers.answered()).containsExactly(A);
        assertThat(answers.faults())
                .isEqualTo(Map.of(B, new Fault(Cause.CALL_TIMEOUT), C, new Fault(Cause.NOT_CONNECTED)));
    }

    @Test
    void anAnswerWithAnotherNameIsInvalid() {
        var answers = LinkAnswers.peers(Terms.list(ok(B), Terms.atom("ok")), List.of(A, C))
                .orElseThrow();

        assertThat(answers.faults().values()).containsOnly(new Fault(Cause.PROTOCOL_ERROR));
    }

    @Test
    void aListOfAnotherLengthIsInvalid() {
        assertThat(LinkAnswers.peers(Terms.list(ok(A)), List.of(A, B))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "nxdomain, DNS_FAILURE",
        "econnrefused, REFUSED",
        "timeout, CONNECT_TIMEOUT",
        "ehostunreach, CONNECT_TIMEOUT",
        "unheard_of, PROTOCOL_ERROR"
    })
    void theReasonForAClosedPathIsRead(String reason, Cause cause) {
        assertThat(LinkAnswers.pathFault(Terms.tuple(Terms.atom("error"), Terms.atom(reason))))
                .contains(new Fault(cause));
    }

    @Test
    void anOpenPathHasNoFault() {
        assertThat(LinkAnswers.pathFault(Terms.tuple(Terms.atom("ok"), Terms.atom("socket"))))
                .isEmpty();
    }

    private static OtpErlangObject ok(NodeName node) {
        return Terms.tuple(Terms.atom("ok"), Terms.atom(node));
    }

    /** In the form that {@code erpc:multicall} returns. */
    private static OtpErlangObject failed(String reason) {
        return Terms.tuple(Terms.atom("error"), Terms.tuple(Terms.atom("erpc"), Terms.atom(reason)));
    }
}
