package dev.beamcluster.mesh.jinterface;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import com.ericsson.otp.erlang.OtpErlangAtom;
import com.ericsson.otp.erlang.OtpErlangBinary;
import com.ericsson.otp.erlang.OtpErlangList;
import com.ericsson.otp.erlang.OtpErlangLong;
import com.ericsson.otp.erlang.OtpErlangMap;
import com.ericsson.otp.erlang.OtpErlangObject;
import com.ericsson.otp.erlang.OtpErlangPort;
import com.ericsson.otp.erlang.OtpErlangString;
import com.ericsson.otp.erlang.OtpErlangTuple;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.DrainCall;
import dev.beamcluster.mesh.DrainResult;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.NodeName;

/** Erlang terms to values. What is not what was asked for is empty, or a protocol error; nothing throws. */
public final class Terms {

    private static final Fault NO_ANSWER = new Fault(Cause.PROTOCOL_ERROR);

    /** Characters of a term that a person is shown. */
    private static final int SHOWN = 200;

    private Terms() {}

    public static OtpErlangAtom atom(String text) {
        return new OtpErlangAtom(text);
    }

    public static OtpErlangAtom atom(NodeName node) {
        return new OtpErlangAtom(node.toString());
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
        return new OtpErlangList(nodes.stream().map(Terms::atom).toArray(OtpErlangObject[]::new));
    }

    /**
     * The node names in a list of atoms; empty when it is no such list. Names that are none are left out.
     *
     * @param known names that need not be read again, by their text
     */
    public static Optional<SortedSet<NodeName>> nodes(OtpErlangObject term, Map<String, NodeName> known) {
        if (!(term instanceof OtpErlangList list) || !list.isProper()) {
            return Optional.empty();
        }
        var nodes = new TreeSet<NodeName>();
        for (OtpErlangObject element : list) {
            if (!(element instanceof OtpErlangAtom atom)) {
                return Optional.empty();
            }
            NodeName name = known.get(atom.atomValue());
            if (name != null) {
                nodes.add(name);
            } else {
                NodeName.parse(atom.atomValue()).ifPresent(nodes::add);
            }
        }
        return Optional.of(nodes);
    }

    /** A text that a node says of itself, for example its OTP release: short and printable, or empty. */
    public static Optional<String> text(OtpErlangObject term) {
        return term instanceof OtpErlangString string && string.stringValue().matches("[!-~]{1,64}")
                ? Optional.of(string.stringValue())
                : Optional.empty();
    }

    /** A pair of texts, as {@code init:script_id()} gives it, with a blank between them. */
    public static Optional<String> pairOfTexts(OtpErlangObject term) {
        return term instanceof OtpErlangTuple pair && pair.arity() == 2
                ? text(pair.elementAt(0))
                        .flatMap(first -> text(pair.elementAt(1)).map(second -> first + " " + second))
                : Optional.empty();
    }

    /** Applications and their versions; empty when it is no such list. An application that is none is left out. */
    public static Optional<SortedMap<String, String>> versions(OtpErlangObject term) {
        if (!(term instanceof OtpErlangList list) || !list.isProper()) {
            return Optional.empty();
        }
        var versions = new TreeMap<String, String>();
        for (OtpErlangObject element : list) {
            if (element instanceof OtpErlangTuple entry
                    && entry.arity() == 3
                    && entry.elementAt(0) instanceof OtpErlangAtom application) {
                text(entry.elementAt(2)).ifPresent(version -> versions.put(application.atomValue(), version));
            }
        }
        return Optional.of(versions);
    }

    /** Whether {@code application:get_env/2} answered that a setting is there and is false. */
    public static boolean isFalseSetting(OtpErlangObject term) {
        return term instanceof OtpErlangTuple pair
                && pair.arity() == 2
                && isAtom(pair.elementAt(0), "ok")
                && isAtom(pair.elementAt(1), "false");
    }

    /** A whole number of at most 64 bits. */
    public static Optional<Long> number(OtpErlangObject term) {
        return term instanceof OtpErlangLong number && number.isLong()
                ? Optional.of(number.longValue())
                : Optional.empty();
    }

    /** What {@code erpc:multicall} says of one peer that was asked for its name; empty when it answered with it. */
    public static Optional<Fault> peerFault(OtpErlangObject answer, NodeName peer) {
        if (!(answer instanceof OtpErlangTuple tuple) || tuple.arity() != 2) {
            return Optional.of(NO_ANSWER);
        }
        if (isAtom(tuple.elementAt(0), "ok")) {
            return isAtom(tuple.elementAt(1), peer.toString()) ? Optional.empty() : Optional.of(NO_ANSWER);
        }
        if (tuple.elementAt(1) instanceof OtpErlangTuple reason && reason.arity() == 2) {
            if (isAtom(reason.elementAt(1), "timeout")) {
                return Optional.of(new Fault(Cause.CALL_TIMEOUT));
            }
            if (isAtom(reason.elementAt(1), "noconnection")) {
                return Optional.of(new Fault(Cause.NOT_CONNECTED));
            }
        }
        return Optional.of(NO_ANSWER);
    }

    /** What {@code gen_tcp:connect} said; empty when the path is open. */
    public static Optional<Fault> pathFault(OtpErlangObject answer) {
        if (!(answer instanceof OtpErlangTuple tuple) || tuple.arity() != 2) {
            return Optional.of(NO_ANSWER);
        }
        if (isAtom(tuple.elementAt(0), "ok")) {
            return Optional.empty();
        }
        String reason = tuple.elementAt(1) instanceof OtpErlangAtom atom ? atom.atomValue() : "";
        return Optional.of(
                switch (reason) {
                    case "nxdomain" -> new Fault(Cause.DNS_FAILURE);
                    case "econnrefused" -> new Fault(Cause.REFUSED);
                    case "timeout", "etimedout", "ehostunreach", "enetunreach" -> new Fault(Cause.CONNECT_TIMEOUT);
                    default -> NO_ANSWER;
                });
    }

    /** {@code erlang:system_info(dist_ctrl)}: by peer the port of the connection to it; of a process that has the port nothing. */
    public static Map<String, OtpErlangObject> ports(OtpErlangObject term) {
        var ports = new TreeMap<String, OtpErlangObject>();
        if (term instanceof OtpErlangList list && list.isProper()) {
            for (OtpErlangObject element : list) {
                if (element instanceof OtpErlangTuple entry
                        && entry.arity() == 2
                        && entry.elementAt(0) instanceof OtpErlangAtom peer
                        && entry.elementAt(1) instanceof OtpErlangPort port) {
                    ports.put(peer.atomValue(), port);
                }
            }
        }
        return ports;
    }

    /** The four bytes from {@code offset} on of the one raw option that {@code inet:getopts} was asked for, in no certain order. */
    public static Optional<Integer> rawOption(OtpErlangObject term, int offset) {
        return term instanceof OtpErlangTuple answer
                        && answer.arity() == 2
                        && isAtom(answer.elementAt(0), "ok")
                        && answer.elementAt(1) instanceof OtpErlangList options
                        && options.arity() == 1
                        && options.elementAt(0) instanceof OtpErlangTuple option
                        && option.arity() == 4
                        && option.elementAt(3) instanceof OtpErlangBinary bytes
                        && bytes.size() >= offset + Integer.BYTES
                ? Optional.of(ByteBuffer.wrap(bytes.binaryValue()).getInt(offset))
                : Optional.empty();
    }

    /** Whether {@code init:get_argument/1} answered that a flag was given. */
    public static boolean isGivenFlag(OtpErlangObject term) {
        return term instanceof OtpErlangTuple pair && pair.arity() == 2 && isAtom(pair.elementAt(0), "ok");
    }

    /** The first value of a flag, as {@code init:get_argument/1} tells it; empty where it was not given, or without a value. */
    public static Optional<String> flag(OtpErlangObject term) {
        return isGivenFlag(term)
                        && ((OtpErlangTuple) term).elementAt(1) instanceof OtpErlangList given
                        && given.arity() > 0
                        && given.elementAt(0) instanceof OtpErlangList values
                        && values.arity() > 0
                ? text(values.elementAt(0))
                : Optional.empty();
    }

    /** How a drain function answered. What it says is shown to people: short, and on one line. */
    public static DrainResult drainResult(OtpErlangObject answer, DrainCall call) {
        if (isAtom(answer, "ok")) {
            return new DrainResult.Drained();
        }
        if (isBadRpc(answer)) {
            OtpErlangObject why = ((OtpErlangTuple) answer).elementAt(1);
            return new DrainResult.Failed(
                    isUndefined(why)
                            ? "there is no function " + call + " on the node, or one that it calls"
                            : call + " failed: " + reason(why));
        }
        return new DrainResult.Failed(call + " answered " + shown(answer.toString()) + " instead of ok");
    }

    /** Whether the function that was called ended otherwise than by returning (kernel, rpc). */
    public static boolean isBadRpc(OtpErlangObject answer) {
        return answer instanceof OtpErlangTuple tuple && tuple.arity() == 2 && isAtom(tuple.elementAt(0), "badrpc");
    }

    private static boolean isUndefined(OtpErlangObject reason) {
        return reason instanceof OtpErlangTuple exit
                && exit.arity() == 2
                && exit.elementAt(1) instanceof OtpErlangTuple cause
                && cause.arity() == 2
                && isAtom(cause.elementAt(0), "undef");
    }

    /** Without where it happened, which is in the node's own log; an exception of Elixir's by its name and message. */
    private static String reason(OtpErlangObject exit) {
        OtpErlangObject reason = exit instanceof OtpErlangTuple pair && pair.arity() == 2 ? pair.elementAt(1) : exit;
        OtpErlangObject what = reason instanceof OtpErlangTuple pair && pair.arity() == 2 ? pair.elementAt(0) : reason;
        if (what instanceof OtpErlangMap map && map.get(atom("__struct__")) instanceof OtpErlangAtom name) {
            String message = map.get(atom("message")) instanceof OtpErlangBinary text
                    ? ": " + new String(text.binaryValue(), StandardCharsets.UTF_8)
                    : "";
            return shown(name.atomValue().replaceFirst("^Elixir\\.", "") + message);
        }
        return shown(what.toString());
    }

    private static String shown(String said) {
        String text = said.replaceAll("[^ -~]", "?");
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    public static boolean isAtom(OtpErlangObject term, String text) {
        return term instanceof OtpErlangAtom atom && atom.atomValue().equals(text);
    }
}
