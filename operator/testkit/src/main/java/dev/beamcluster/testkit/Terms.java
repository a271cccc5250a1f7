package dev.beamcluster.testkit;

import java.util.Collection;

import com.ericsson.otp.erlang.OtpErlangAtom;
import com.ericsson.otp.erlang.OtpErlangList;
import com.ericsson.otp.erlang.OtpErlangLong;
import com.ericsson.otp.erlang.OtpErlangObject;
import com.ericsson.otp.erlang.OtpErlangString;
import com.ericsson.otp.erlang.OtpErlangTuple;

import dev.beamcluster.mesh.NodeName;

/** Erlang terms that a {@link JavaNode} answers with. */
public final class Terms {

    private Terms() {}

    public static OtpErlangAtom atom(String text) {
        return new OtpErlangAtom(text);
    }

    public static OtpErlangTuple tuple(OtpErlangObject... elements) {
        return new OtpErlangTuple(elements);
    }

    public static OtpErlangObject number(long value) {
        return new OtpErlangLong(value);
    }

    public static OtpErlangString text(String text) {
        return new OtpErlangString(text);
    }

    public static OtpErlangList list(OtpErlangObject... elements) {
        return new OtpErlangList(elements);
    }

    public static OtpErlangList list(Collection<NodeName> nodes) {
        return new OtpErlangList(
                nodes.stream().map(node -> atom(node.toString())).toArray(OtpErlangObject[]::new));
    }
}
