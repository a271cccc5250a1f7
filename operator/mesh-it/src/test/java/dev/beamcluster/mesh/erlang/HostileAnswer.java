package dev.beamcluster.mesh.erlang;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import com.ericsson.otp.erlang.OtpErlangAtom;
import com.ericsson.otp.erlang.OtpErlangBinary;
import com.ericsson.otp.erlang.OtpErlangException;
import com.ericsson.otp.erlang.OtpErlangList;
import com.ericsson.otp.erlang.OtpErlangLong;
import com.ericsson.otp.erlang.OtpErlangObject;
import com.ericsson.otp.erlang.OtpErlangTuple;
import com.ericsson.otp.erlang.OtpOutputStream;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.testkit.JavaNode;
import dev.beamcluster.testkit.ReceivedCall;
import dev.beamcluster.testkit.Terms;

/**
 * An invalid answer.
 *
 * @param allowed the causes that the operator may report for a node that answers like this, unless it can do without the
 *     answer
 */
record HostileAnswer(String name, Set<Cause> allowed, JavaNode.CallHandler answer) {

    /** A valid term, but not an answer to the question. */
    static HostileAnswer of(String name, OtpErlangObject term) {
        return new HostileAnswer(name, Set.of(Cause.PROTOCOL_ERROR), call -> call.answer(term));
    }

    /** Raw bytes instead of a term. */
    static HostileAnswer of(String name, Cause allowed, int... bytes) {
        var answer = ByteBuffer.allocate(bytes.length);
        IntStream.of(bytes).forEach(each -> answer.put((byte) each));
        return new HostileAnswer(name, Set.of(allowed), call -> call.write(frame(call, answer.array())));
    }

    @Override
    public String toString() {
        return name;
    }

    static final List<HostileAnswer> LARGE = List.of(
            HostileAnswer.of("as many atoms as a frame holds", atoms()),
            HostileAnswer.of(
                    "as many bytes as a frame holds",
                    new OtpErlangBinary(new byte[BoundedFrameInputStream.MAX_LENGTH - 1000])),
            HostileAnswer.of("a long text", Terms.text("x".repeat(60_000))),
            HostileAnswer.of(
                    "lists in lists, too deep",
                    Cause.REFUSED,
                    IntStream.range(0, 250_000)
                            .map(i -> i % 5 == 0 ? 108 : i % 5 == 4 ? 1 : 0)
                            .toArray()),
            new HostileAnswer(
                    "ten million bytes",
                    Set.of(Cause.REFUSED),
                    call -> call.write(
                            ByteBuffer.allocate(10_000_004).putInt(10_000_000).array())));

    static final List<HostileAnswer> SMALL = List.of(
            HostileAnswer.of("an atom", Terms.atom("ok")),
            HostileAnswer.of("the longest atom", Terms.atom("ö".repeat(255))),
            HostileAnswer.of("an improper list", improper()),
            HostileAnswer.of("badrpc", tuple(Terms.atom("badrpc"), Terms.atom("nodedown"))),
            HostileAnswer.of("a list of lists", Terms.list(Terms.list(Terms.number(1)), Terms.list())),
            HostileAnswer.of("a negative number", Terms.number(Long.MIN_VALUE)),
            HostileAnswer.of("a number of four thousand bits", new OtpErlangLong(BigInteger.ONE.shiftLeft(4000))),
            // JInterface truncates it.
            HostileAnswer.of(
                    "an atom of 65,535 bytes",
                    Cause.PROTOCOL_ERROR,
                    IntStream.concat(
                                    IntStream.of(118, 255, 255),
                                    IntStream.generate(() -> 'x').limit(65_535))
                            .toArray()),
            HostileAnswer.of("a tuple that ends too early", Cause.REFUSED, 104, 2, 97),
            HostileAnswer.of("an unknown tag", Cause.REFUSED, 250, 0),
            HostileAnswer.of("a compressed term", Cause.REFUSED, 80, 127, 127, 127, 127),
            HostileAnswer.of("a binary that claims a gibibyte", Cause.REFUSED, 109, 64, 0, 0, 0),
            // The answers to other questions may complete it.
            new HostileAnswer(
                    "a frame that does not end",
                    Set.of(Cause.CALL_TIMEOUT, Cause.REFUSED),
                    call -> call.write(new byte[] {0, 0, 1, 0, 112})),
            new HostileAnswer(
                    "an answer to another call",
                    Set.of(Cause.CALL_TIMEOUT),
                    call -> call.answer(tuple(Terms.number(1), Terms.number(1)), Terms.list())),
            new HostileAnswer("no answer", Set.of(Cause.CALL_TIMEOUT), _ -> {}));

    /** A message to the caller, with the tag of its call and arbitrary bytes as the answer. */
    private static byte[] frame(ReceivedCall call, byte[] answer) {
        byte[] control = new OtpOutputStream(tuple(Terms.number(2), Terms.atom(""), call.from())).toByteArray();
        byte[] tag = new OtpOutputStream(call.tag()).toByteArray();
        int length = 1 + 1 + control.length + 1 + 2 + tag.length + answer.length;
        return ByteBuffer.allocate(4 + length)
                .putInt(length)
                .put((byte) 112)
                .put((byte) 131)
                .put(control)
                .put((byte) 131)
                .put((byte) 104)
                .put((byte) 2)
                .put(tag)
                .put(answer)
                .array();
    }

    private static OtpErlangObject atoms() {
        return Terms.list(IntStream.range(0, 20_000)
                .mapToObj(number -> new OtpErlangAtom("a" + number))
                .toArray(OtpErlangObject[]::new));
    }

    private static OtpErlangObject improper() {
        try {
            return new OtpErlangList(new OtpErlangObject[] {Terms.atom("a")}, Terms.atom("b"));
        } catch (OtpErlangException e) {
            throw new IllegalStateException(e);
        }
    }

    private static OtpErlangTuple tuple(OtpErlangObject... elements) {
        return new OtpErlangTuple(elements);
    }
}
