package dev.beamcluster.mesh.erlang;

import java.util.Collection;
import java.util.Optional;

import com.ericsson.otp.erlang.OtpErlangAtom;
import com.ericsson.otp.erlang.OtpErlangList;
import com.ericsson.otp.erlang.OtpErlangLong;
import com.ericsson.otp.erlang.OtpErlangObject;
import com.ericsson.otp.erlang.OtpErlangPort;
import com.ericsson.otp.erlang.OtpErlangString;
import com.ericsson.otp.erlang.OtpErlangTuple;
import com.ericsson.otp.erlang.OtpExternal;

import dev.beamcluster.mesh.LinkSocket;
import dev.beamcluster.mesh.NodeName;

/** Creates and inspects Erlang terms. */
final class Terms {

    private Terms() {}

    static OtpErlangAtom atom(String text) {
        return new OtpErlangAtom(text);
    }

    static OtpErlangAtom atom(NodeName node) {
        return new OtpErlangAtom(node.toString());
    }

    static OtpErlangTuple tuple(OtpErlangObject... elements) {
        return new OtpErlangTuple(elements);
    }

    static OtpErlangObject number(long value) {
        return new OtpErlangLong(value);
    }

    static OtpErlangString text(String text) {
        return new OtpErlangString(text);
    }

    static OtpErlangList list(OtpErlangObject... elements) {
        return new OtpErlangList(elements);
    }

    static OtpErlangList list(Collection<NodeName> nodes) {
        return new OtpErlangList(nodes.stream().map(Terms::atom).toArray(OtpErlangObject[]::new));
    }

    static OtpErlangPort port(LinkSocket socket) {
        return new OtpErlangPort(OtpExternal.v4PortTag, socket.vm(), socket.id(), socket.creation());
    }

    static LinkSocket socket(OtpErlangPort port) {
        return new LinkSocket(port.node(), port.id(), port.creation());
    }

    /** A whole number of at most 64 bits. */
    static Optional<Long> number(OtpErlangObject term) {
        return term instanceof OtpErlangLong number && number.isLong()
                ? Optional.of(number.longValue())
                : Optional.empty();
    }

    static boolean isAtom(OtpErlangObject term, String text) {
        return term instanceof OtpErlangAtom atom && atom.atomValue().equals(text);
    }

    /** Whether the term is a pair whose first element is this atom. */
    static boolean isPair(OtpErlangObject term, String first) {
        return term instanceof OtpErlangTuple pair && pair.arity() == 2 && isAtom(pair.elementAt(0), first);
    }

    /** Returns the second element of a pair, or the term itself if it is not a pair. */
    static OtpErlangObject second(OtpErlangObject term) {
        return term instanceof OtpErlangTuple pair && pair.arity() == 2 ? pair.elementAt(1) : term;
    }
}
