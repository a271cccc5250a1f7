package dev.beamcluster.mesh.erlang;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import com.ericsson.otp.erlang.OtpErlangList;

import dev.beamcluster.mesh.LinkCounters;
import dev.beamcluster.mesh.LinkSocket;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.TcpOptions;

/**
 * The calls on a node that are about the sockets of its links. As with {@link NodeCalls}, which makes them, no method
 * blocks.
 */
public final class SocketCalls {

    private final NodeCalls calls;

    SocketCalls(NodeCalls calls) {
        this.calls = calls;
    }

    /** Asks for the socket of the connection to each peer, except for those that a process controls, as with TLS. */
    public Answer<Map<NodeName, LinkSocket>> linkSockets() {
        return calls.call(
                RemoteFunction.SYSTEM_INFO,
                "dist_ctrl",
                term -> Optional.of(LinkAnswers.sockets(term)),
                Terms.atom("dist_ctrl"));
    }

    /** Asks what the kernel counted for a socket of the node. */
    public Answer<LinkCounters> counters(LinkSocket socket) {
        return calls.call(
                RemoteFunction.GETOPTS,
                "getopts",
                RawTcpOptions::readCounters,
                Terms.port(socket),
                RawTcpOptions.counters());
    }

    /** Asks for the options of a socket of the node; empty if its kernel does not know one of them. */
    public Answer<Optional<TcpOptions>> tcpOptions(LinkSocket socket) {
        return calls.call(
                RemoteFunction.GETOPTS,
                "getopts",
                RawTcpOptions::readOptions,
                Terms.port(socket),
                RawTcpOptions.options());
    }

    /** Sets {@code TCP_USER_TIMEOUT}; the answer does not say whether the kernel accepted it. */
    public Answer<Boolean> setUserTimeout(LinkSocket socket, Duration timeout, boolean bigEndian) {
        return setOption(socket, RawTcpOptions.userTimeout(timeout, bigEndian));
    }

    /** Sets {@code TCP_RTO_MAX_MS}; the answer does not say whether the kernel accepted it. */
    public Answer<Boolean> setLongestWait(LinkSocket socket, Duration wait, boolean bigEndian) {
        return setOption(socket, RawTcpOptions.longestWait(wait, bigEndian));
    }

    private Answer<Boolean> setOption(LinkSocket socket, OtpErlangList option) {
        return calls.call(
                RemoteFunction.SETOPTS,
                "setopts",
                term -> Optional.of(Terms.isAtom(term, "ok")),
                Terms.port(socket),
                option);
    }
}
