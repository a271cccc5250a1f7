package dev.beamcluster.mesh.jinterface;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import com.ericsson.otp.erlang.OtpErlangList;
import com.ericsson.otp.erlang.OtpErlangLong;
import com.ericsson.otp.erlang.OtpErlangObject;
import com.ericsson.otp.erlang.OtpErlangString;
import com.ericsson.otp.erlang.OtpErlangTuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.mesh.NodeInfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NodeInfoRequestTest {

    private static final OtpErlangObject NONE_RUN = new OtpErlangList();
    private static final OtpErlangObject TICK = new OtpErlangLong(60);

    @ParameterizedTest
    @ValueSource(longs = {1L << 40, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void aTickTimeThatNoNodeHasIsNone(long seconds) throws Exception {
        var facts = facts(NONE_RUN, new OtpErlangLong(seconds));
        assertThat(facts.netTickSeconds()).isEmpty();
        assertThat(facts.protocol()).isEqualTo("inet_tls");
    }

    @Test
    void whileApplicationsStartNobodyKnowsWhichRun() throws Exception {
        var timedOut = tuple(Terms.atom("badrpc"), tuple(Terms.atom("EXIT"), Terms.atom("timeout")));

        assertThat(facts(timedOut, TICK).applications()).isEmpty();
    }

    @Test
    void whoWasStartedWithTheFlagIsHidden() throws Exception {
        var given = tuple(Terms.atom("ok"), new OtpErlangList(new OtpErlangList()));

        assertThat(facts(NONE_RUN, TICK, given).hidden()).isTrue();
        assertThat(facts(NONE_RUN, TICK, Terms.atom("error")).hidden()).isFalse();
    }

    @Test
    void anAnswerThatIsNoListOfApplicationsIsNamed() {
        assertThatThrownBy(() -> facts(Terms.atom("none"), TICK))
                .isInstanceOf(ProtocolError.class)
                .hasMessageContaining("which_applications");
    }

    private static NodeInfo facts(OtpErlangObject applications, OtpErlangObject tick) throws Exception {
        return facts(applications, tick, Terms.atom("error"));
    }

    private static NodeInfo facts(OtpErlangObject applications, OtpErlangObject tick, OtpErlangObject hidden)
            throws Exception {
        return new NodeInfoRequest(
                        answered(new OtpErlangString("27")),
                        answered(tuple(new OtpErlangString("chat"), new OtpErlangString("1.4.0"))),
                        answered(applications),
                        answered(tick),
                        answered(Terms.atom("undefined")),
                        answered(tuple(
                                Terms.atom("ok"),
                                new OtpErlangList(new OtpErlangList(new OtpErlangString("inet_tls"))))),
                        answered(hidden),
                        answered(new OtpErlangLong(1)),
                        Duration.ofSeconds(1))
                .facts();
    }

    private static CompletableFuture<OtpErlangObject> answered(OtpErlangObject term) {
        return CompletableFuture.completedFuture(term);
    }

    private static OtpErlangTuple tuple(OtpErlangObject... elements) {
        return new OtpErlangTuple(elements);
    }
}
