package dev.beamcluster.mesh.erlang;

import java.math.BigInteger;
import java.util.function.LongFunction;
import java.util.stream.Stream;

import com.ericsson.otp.erlang.OtpErlangList;
import com.ericsson.otp.erlang.OtpErlangLong;
import com.ericsson.otp.erlang.OtpErlangObject;
import com.ericsson.otp.erlang.OtpErlangTuple;

import dev.beamcluster.testkit.Terms;

/** Messages from a node that do not answer the call it received. */
final class ForeignMessages {

    static final long INCARNATION = Long.MIN_VALUE + 7;

    private ForeignMessages() {}

    /** All messages, each as a function of that call's number. */
    static Stream<LongFunction<OtpErlangObject>> all() {
        var answer = Terms.atom("foreign");
        return Stream.of(
                number -> tuple(tag(INCARNATION, number + 1), answer),
                number -> tuple(tag(INCARNATION, number - 1), answer),
                number -> tuple(tag(INCARNATION + 1, number), answer),
                number -> tuple(tag(number, INCARNATION), answer),
                number -> tuple(tuple(new OtpErlangLong(INCARNATION)), answer),
                number -> tuple(tuple(new OtpErlangLong(INCARNATION), new OtpErlangLong(number), answer), answer),
                number -> tuple(tuple(new OtpErlangLong(INCARNATION), Terms.text(String.valueOf(number))), answer),
                number -> tuple(
                        tuple(
                                new OtpErlangLong(INCARNATION),
                                new OtpErlangLong(BigInteger.ONE.shiftLeft(64).add(BigInteger.valueOf(number)))),
                        answer),
                number -> tuple(new OtpErlangLong(number), answer),
                number -> tuple(answer, tag(INCARNATION, number)),
                number -> tuple(tag(INCARNATION, number), answer, answer),
                number -> new OtpErlangList(new OtpErlangObject[] {tag(INCARNATION, number), answer}),
                number -> tag(INCARNATION, number),
                _ -> answer);
    }

    private static OtpErlangTuple tag(long incarnation, long number) {
        return tuple(new OtpErlangLong(incarnation), new OtpErlangLong(number));
    }

    private static OtpErlangTuple tuple(OtpErlangObject... elements) {
        return new OtpErlangTuple(elements);
    }
}
