package dev.beamcluster.mesh.erlang;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

import com.ericsson.otp.erlang.OtpErlangAtom;
import com.ericsson.otp.erlang.OtpErlangList;
import com.ericsson.otp.erlang.OtpErlangObject;
import com.ericsson.otp.erlang.OtpErlangPort;
import com.ericsson.otp.erlang.OtpErlangTuple;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.LinkSocket;
import dev.beamcluster.mesh.NodeName;

/**
 * Reads what a node reports about its links and paths. An unexpected term is empty or a protocol error; nothing
 * throws.
 */
final class LinkAnswers {

    private static final Fault INVALID = new Fault(Cause.PROTOCOL_ERROR);

    private LinkAnswers() {}

    /**
     * Reads the result of an {@code erpc:multicall} that asks these peers for their names, in the same order; empty
     * if it is not such a list.
     */
    static Optional<PeerAnswers> peers(OtpErlangObject term, List<NodeName> peers) {
        if (!(term instanceof OtpErlangList list) || !list.isProper() || list.arity() != peers.size()) {
            return Optional.empty();
        }
        var answered = new TreeSet<NodeName>();
        var faults = new TreeMap<NodeName, Fault>();
        for (int i = 0; i < peers.size(); i++) {
            NodeName peer = peers.get(i);
            peerFault(list.elementAt(i), peer)
                    .ifPresentOrElse(fault -> faults.put(peer, fault), () -> answered.add(peer));
        }
        return Optional.of(new PeerAnswers(answered, faults));
    }

    private static Optional<Fault> peerFault(OtpErlangObject answer, NodeName peer) {
        if (Terms.isPair(answer, "ok")) {
            return Terms.isAtom(Terms.second(answer), peer.toString()) ? Optional.empty() : Optional.of(INVALID);
        }
        OtpErlangObject reason = Terms.second(Terms.second(answer));
        if (Terms.isAtom(reason, "timeout")) {
            return Optional.of(new Fault(Cause.CALL_TIMEOUT));
        }
        return Optional.of(Terms.isAtom(reason, "noconnection") ? new Fault(Cause.NOT_CONNECTED) : INVALID);
    }

    /** Reads the result of {@code gen_tcp:connect}; empty if the path is open. */
    static Optional<Fault> pathFault(OtpErlangObject answer) {
        if (Terms.isPair(answer, "ok")) {
            return Optional.empty();
        }
        String reason = Terms.second(answer) instanceof OtpErlangAtom atom ? atom.atomValue() : "";
        return Optional.of(
                switch (reason) {
                    case "nxdomain" -> new Fault(Cause.DNS_FAILURE);
                    case "econnrefused" -> new Fault(Cause.REFUSED);
                    case "timeout", "etimedout", "ehostunreach", "enetunreach" -> new Fault(Cause.CONNECT_TIMEOUT);
                    default -> INVALID;
                });
    }

    /** Reads the result of {@code inet:getaddr}. */
    static Resolution resolution(OtpErlangObject answer) {
        if (Terms.isPair(answer, "ok")) {
            return address(Terms.second(answer))
                    .<Resolution>map(Resolution.Address::new)
                    .orElseGet(Resolution.Invalid::new);
        }
        String reason = Terms.second(answer) instanceof OtpErlangAtom atom ? atom.atomValue() : "";
        return switch (reason) {
            case "nxdomain" -> new Resolution.Unknown();
            case "timeout", "etimedout", "try_again" -> new Resolution.Unanswered();
            default -> new Resolution.Invalid();
        };
    }

    /** Reads an address: four numbers, or eight in IPv6. */
    private static Optional<String> address(OtpErlangObject term) {
        if (!(term instanceof OtpErlangTuple numbers) || (numbers.arity() != 4 && numbers.arity() != 8)) {
            return Optional.empty();
        }
        boolean isIpv6 = numbers.arity() == 8;
        var parts = new ArrayList<String>();
        for (OtpErlangObject element : numbers.elements()) {
            Terms.number(element)
                    .filter(number -> number >= 0 && number <= (isIpv6 ? 0xffff : 0xff))
                    .map(number -> isIpv6 ? Long.toHexString(number) : number.toString())
                    .ifPresent(parts::add);
        }
        return parts.size() == numbers.arity() ? Optional.of(String.join(isIpv6 ? ":" : ".", parts)) : Optional.empty();
    }

    /**
     * Reads {@code erlang:system_info(dist_ctrl)}: the port of the connection to each peer. Leaves out connections
     * that a process controls, as with TLS.
     */
    static Map<NodeName, LinkSocket> sockets(OtpErlangObject term) {
        var sockets = new HashMap<NodeName, LinkSocket>();
        if (term instanceof OtpErlangList list && list.isProper()) {
            for (OtpErlangObject element : list) {
                if (element instanceof OtpErlangTuple entry
                        && entry.arity() == 2
                        && entry.elementAt(0) instanceof OtpErlangAtom peer
                        && entry.elementAt(1) instanceof OtpErlangPort port) {
                    NodeName.parse(peer.atomValue()).ifPresent(name -> sockets.put(name, Terms.socket(port)));
                }
            }
        }
        return sockets;
    }
}
