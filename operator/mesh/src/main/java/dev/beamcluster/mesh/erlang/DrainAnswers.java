package dev.beamcluster.mesh.erlang;

import java.nio.charset.StandardCharsets;

import com.ericsson.otp.erlang.OtpErlangAtom;
import com.ericsson.otp.erlang.OtpErlangBinary;
import com.ericsson.otp.erlang.OtpErlangMap;
import com.ericsson.otp.erlang.OtpErlangObject;
import com.ericsson.otp.erlang.OtpErlangTuple;

import dev.beamcluster.mesh.DrainCall;
import dev.beamcluster.mesh.DrainResult;

/** Describes what a drain function returned for people: short, and on one line. */
final class DrainAnswers {

    /** The most characters of a term that are shown. */
    private static final int MAX_SHOWN = 200;

    private DrainAnswers() {}

    static DrainResult result(OtpErlangObject answer, DrainCall call) {
        if (Terms.isAtom(answer, "ok")) {
            return new DrainResult.Drained();
        }
        if (Terms.isPair(answer, "badrpc")) {
            OtpErlangObject exit = Terms.second(answer);
            return new DrainResult.Failed(
                    isUndefined(exit)
                            ? "there is no function " + call + " on the node, or it calls one that does not exist"
                            : call + " failed: " + reason(exit));
        }
        return new DrainResult.Failed(call + " answered " + shown(answer.toString()) + " instead of ok");
    }

    private static boolean isUndefined(OtpErlangObject exit) {
        return exit instanceof OtpErlangTuple pair
                && pair.arity() == 2
                && pair.elementAt(1) instanceof OtpErlangTuple cause
                && cause.arity() == 2
                && Terms.isAtom(cause.elementAt(0), "undef");
    }

    /**
     * Leaves out the stack trace, which is in the node's own log; shows an Elixir exception by its name and message.
     */
    private static String reason(OtpErlangObject exit) {
        OtpErlangObject reason = Terms.second(exit);
        OtpErlangObject what = reason instanceof OtpErlangTuple pair && pair.arity() == 2 ? pair.elementAt(0) : reason;
        if (what instanceof OtpErlangMap map && map.get(Terms.atom("__struct__")) instanceof OtpErlangAtom name) {
            String message = map.get(Terms.atom("message")) instanceof OtpErlangBinary text
                    ? ": " + new String(text.binaryValue(), StandardCharsets.UTF_8)
                    : "";
            return shown(name.atomValue().replaceFirst("^Elixir\\.", "") + message);
        }
        return shown(what.toString());
    }

    private static String shown(String said) {
        String text = said.replaceAll("[^ -~]", "?");
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }
}
