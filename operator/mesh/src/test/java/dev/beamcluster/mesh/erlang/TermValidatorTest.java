package dev.beamcluster.mesh.erlang;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.ericsson.otp.erlang.OtpErlangAtom;
import com.ericsson.otp.erlang.OtpErlangBinary;
import com.ericsson.otp.erlang.OtpErlangBitstr;
import com.ericsson.otp.erlang.OtpErlangBoolean;
import com.ericsson.otp.erlang.OtpErlangDouble;
import com.ericsson.otp.erlang.OtpErlangException;
import com.ericsson.otp.erlang.OtpErlangExternalFun;
import com.ericsson.otp.erlang.OtpErlangList;
import com.ericsson.otp.erlang.OtpErlangLong;
import com.ericsson.otp.erlang.OtpErlangMap;
import com.ericsson.otp.erlang.OtpErlangObject;
import com.ericsson.otp.erlang.OtpErlangPid;
import com.ericsson.otp.erlang.OtpErlangPort;
import com.ericsson.otp.erlang.OtpErlangRef;
import com.ericsson.otp.erlang.OtpErlangString;
import com.ericsson.otp.erlang.OtpErlangTuple;
import com.ericsson.otp.erlang.OtpOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TermValidatorTest {

    static Stream<OtpErlangObject> terms() throws OtpErlangException {
        return Stream.of(
                new OtpErlangAtom("ok"),
                new OtpErlangAtom("ö".repeat(200)),
                new OtpErlangBoolean(true),
                new OtpErlangLong(7),
                new OtpErlangLong(-70_000),
                new OtpErlangLong(BigInteger.ONE.shiftLeft(4000)),
                new OtpErlangDouble(1.5),
                new OtpErlangString("text"),
                new OtpErlangString("ü".repeat(70_000)),
                new OtpErlangBinary(new byte[300]),
                new OtpErlangBitstr(new byte[] {1, 2}, 3),
                new OtpErlangPid("a@b.c", 1, 2, 3),
                new OtpErlangPort("a@b.c", 1, 3),
                new OtpErlangRef("a@b.c", new int[] {1, 2, 3}, 4),
                new OtpErlangExternalFun("erlang", "node", 0),
                new OtpErlangTuple(
                        IntStream.range(0, 300).mapToObj(OtpErlangLong::new).toArray(OtpErlangObject[]::new)),
                new OtpErlangList(),
                new OtpErlangList(new OtpErlangObject[] {new OtpErlangLong(1)}, new OtpErlangAtom("improper")),
                new OtpErlangMap(
                        new OtpErlangObject[] {new OtpErlangAtom("k")}, new OtpErlangObject[] {new OtpErlangList()}));
    }

    @ParameterizedTest
    @MethodSource("terms")
    void termsWrittenByJInterfacePass(OtpErlangObject term) throws IOException {
        TermValidator.check(message(term));
    }

    /** 33616 is 0x8350: as bytes, the version and the tag of a compressed term, but here part of a number. */
    @Test
    void numbersAreNotMistakenForTags() throws IOException {
        for (int number : IntStream.rangeClosed(33_000, 34_200).toArray()) {
            var tag = new OtpErlangTuple(
                    new OtpErlangObject[] {new OtpErlangLong(0x8350_8350_8350L), new OtpErlangLong(number)});
            TermValidator.check(message(new OtpErlangTuple(new OtpErlangObject[] {tag, new OtpErlangAtom("answer")})));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "83 6d 40000000", // a binary of a gibibyte
                "83 69 40000000", // a tuple of that many terms
                "83 6c 40000000", // a list
                "83 74 40000000", // a map
                "83 6f 40000000 00", // a big integer
                "83 6d ffffffff",
                "83 6c ffffffff",
                "83 50 40000001", // compressed
                "83 68 01 50 40000001", // compressed, inside a tuple
                "83 68 01 83 50 40000001",
                "83 70 00000000 00 00000000000000000000000000000000 00000000 40000000", // a fun with free variables
                "83 5a ffff 77 00 00000000", // a reference with many words
                "83 68 02 61 07", // a truncated tuple
                "83 6b ffff 00", // a string
                "83 79 00", // a tag that no node sends
                "83"
            })
    void aTermThatClaimsMoreThanItHasIsRejected(String hex) {
        var bytes = HexFormat.of().parseHex(hex.replace(" ", ""));

        assertThatThrownBy(() -> TermValidator.check(ByteBuffer.wrap(bytes))).isInstanceOf(IOException.class);
    }

    @Test
    void aTermNestedTooDeepIsRejected() throws IOException {
        TermValidator.check(message(nested(TermValidator.MAX_DEPTH)));

        assertThatThrownBy(() -> TermValidator.check(message(nested(TermValidator.MAX_DEPTH + 1))))
                .hasMessageContaining("deep");
    }

    @Test
    void randomBytesAreAcceptedOrRejected() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            var noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            assertThatCode(() -> {
                        try {
                            TermValidator.check(ByteBuffer.wrap(noise));
                        } catch (IOException e) {
                            // Refused.
                        }
                    })
                    .doesNotThrowAnyException();
        }
    }

    private static OtpErlangObject nested(int depth) {
        OtpErlangObject term = new OtpErlangLong(1);
        for (int i = 0; i < depth; i++) {
            term = new OtpErlangTuple(term);
        }
        return term;
    }

    /** As in a frame: a control message and a message. */
    private static ByteBuffer message(OtpErlangObject term) {
        var control = new OtpErlangTuple(new OtpErlangObject[] {new OtpErlangLong(2), new OtpErlangAtom("")});
        byte[] first = new OtpOutputStream(control).toByteArray();
        byte[] second = new OtpOutputStream(term).toByteArray();
        return ByteBuffer.allocate(first.length + second.length + 2)
                .put((byte) 131)
                .put(first)
                .put((byte) 131)
                .put(second)
                .flip();
    }
}
