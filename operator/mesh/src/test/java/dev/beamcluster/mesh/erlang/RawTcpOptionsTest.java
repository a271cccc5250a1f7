package dev.beamcluster.mesh.erlang;

import java.time.Duration;
import java.util.Optional;

import com.ericsson.otp.erlang.OtpErlangBinary;
import com.ericsson.otp.erlang.OtpErlangList;
import com.ericsson.otp.erlang.OtpErlangObject;
import com.ericsson.otp.erlang.OtpErlangTuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.mesh.LinkCounters;
import dev.beamcluster.mesh.LinkSocket;
import dev.beamcluster.mesh.TcpOptions;

import static org.assertj.core.api.Assertions.assertThat;

class RawTcpOptionsTest {

    private static final Duration DEFAULT_WAIT = Duration.ofMinutes(2);

    @Test
    void optionsOfALittleEndianMachineAreRead() {
        // 90,000 ms and 120,000 ms
        var answer = ok(raw(18, 0x90, 0x5f, 1, 0), raw(44, 0xc0, 0xd4, 1, 0));

        assertThat(RawTcpOptions.readOptions(answer))
                .contains(Optional.of(new TcpOptions(Duration.ofSeconds(90), DEFAULT_WAIT, false)));
    }

    @Test
    void optionsOfABigEndianMachineAreRead() {
        var answer = ok(raw(18, 0, 1, 0x5f, 0x90), raw(44, 0, 1, 0xd4, 0xc0));

        assertThat(RawTcpOptions.readOptions(answer))
                .contains(Optional.of(new TcpOptions(Duration.ofSeconds(90), DEFAULT_WAIT, true)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsWrittenIsRead(boolean bigEndian) {
        var userTimeout =
                RawTcpOptions.userTimeout(Duration.ofSeconds(4515), bigEndian).elementAt(0);
        var longestWait =
                RawTcpOptions.longestWait(Duration.ofSeconds(1), bigEndian).elementAt(0);

        assertThat(RawTcpOptions.readOptions(ok(userTimeout, longestWait)))
                .contains(Optional.of(new TcpOptions(Duration.ofSeconds(4515), Duration.ofSeconds(1), bigEndian)));
    }

    @Test
    void aKernelThatDoesNotKnowAnOptionLeavesItOut() {
        assertThat(RawTcpOptions.readOptions(ok(raw(18, 0, 0, 0, 0)))).contains(Optional.empty());
    }

    @Test
    void anythingElseIsInvalid() {
        assertThat(RawTcpOptions.readOptions(Terms.atom("ok"))).isEmpty();
        assertThat(RawTcpOptions.readOptions(Terms.tuple(Terms.atom("error"), Terms.atom("einval"))))
                .isEmpty();
        assertThat(RawTcpOptions.readOptions(ok(Terms.atom("raw"), Terms.atom("raw"))))
                .isEmpty();
        assertThat(RawTcpOptions.readOptions(ok(raw(18, 0, 0), raw(44, 0, 0)))).isEmpty();
        assertThat(RawTcpOptions.readOptions(ok(raw(18, 0, 0, 0, 0), raw(44, 1, 0, 0, 0))))
                .isEmpty();
        assertThat(RawTcpOptions.readCounters(ok(raw(11, 1, 2, 3)))).isEmpty();
    }

    @Test
    void countersAreRead() {
        var info = new int[144];
        info[3] = 5;
        info[143] = 7;

        assertThat(RawTcpOptions.readCounters(ok(raw(11, info)))).contains(new LinkCounters(7, 5));
    }

    @Test
    void aSocketIsTheSameAfterItWasSentAndRead() {
        var term = Terms.port(new LinkSocket("chat@chat-0.nodes", 1L << 40, 7));

        assertThat(Terms.port(Terms.socket(term))).isEqualTo(term);
    }

    private static OtpErlangTuple ok(OtpErlangObject... options) {
        return Terms.tuple(Terms.atom("ok"), new OtpErlangList(options));
    }

    private static OtpErlangTuple raw(int option, int... value) {
        var bytes = new byte[value.length];
        for (int i = 0; i < value.length; i++) {
            bytes[i] = (byte) value[i];
        }
        return Terms.tuple(Terms.atom("raw"), Terms.number(6), Terms.number(option), new OtpErlangBinary(bytes));
    }
}
