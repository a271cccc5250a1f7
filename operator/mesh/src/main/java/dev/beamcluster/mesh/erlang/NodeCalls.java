package dev.beamcluster.mesh.erlang;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Function;

import com.ericsson.otp.erlang.OtpErlangBinary;
import com.ericsson.otp.erlang.OtpErlangMap;
import com.ericsson.otp.erlang.OtpErlangObject;

import dev.beamcluster.mesh.DrainCall;
import dev.beamcluster.mesh.DrainResult;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.NodeName;

/**
 * Every call that the operator makes on a node: {@link RemoteFunction}, and with {@code spec.drain} the user's own. The only caller of
 * {@link RpcConnection#call}. No method blocks; the answer is awaited under a deadline.
 */
public final class NodeCalls {

    /** For the way there and back on top of a deadline that the node itself keeps. */
    public static final Duration MARGIN = Duration.ofMillis(500);

    private static final int TCP = 6;
    private static final int TCP_INFO = 11;

    /** Where {@code tcpi_segs_in} is in {@code struct tcp_info} (Linux, tcp.h), and how much of it must be asked for. */
    private static final int SEGMENTS_IN = 140;

    private static final int SEGMENTS_IN_END = 144;

    private final RpcConnection connection;

    NodeCalls(RpcConnection connection) {
        this.connection = connection;
    }

    /**
     * The nodes that it says it is connected to, hidden ones as well.
     *
     * @param known names that need not be read again, by their text
     */
    public Answer<SortedSet<NodeName>> connectedNodes(Map<String, NodeName> known) {
        return call(
                RemoteFunction.NODES,
                "nodes(connected)",
                term -> NodeAnswers.nodes(term, known),
                Terms.atom("connected"));
    }

    /** The nodes that it lists in {@code nodes()}; parameter as above. */
    public Answer<SortedSet<NodeName>> visibleNodes(Map<String, NodeName> known) {
        return call(
                RemoteFunction.NODES, "nodes(visible)", term -> NodeAnswers.nodes(term, known), Terms.atom("visible"));
    }

    /**
     * Has it call peers, each for its name. It connects to peers that it is not connected to.
     *
     * @param timeout how long it waits for them; the answer takes {@link #MARGIN} longer
     */
    public Answer<PeerAnswers> callPeers(List<NodeName> peers, Duration timeout) {
        return call(
                RemoteFunction.MULTICALL,
                "erpc:multicall",
                term -> LinkAnswers.peers(term, peers),
                Terms.list(peers),
                Terms.atom(RemoteFunction.NODE.module()),
                Terms.atom(RemoteFunction.NODE.function()),
                Terms.list(),
                Terms.number(timeout.toMillis()));
    }

    Answer<String> otpRelease() {
        return call(RemoteFunction.SYSTEM_INFO, "otp_release", NodeAnswers::text, Terms.atom("otp_release"));
    }

    /** A number that tells this VM from the one that had its name before. */
    Answer<Long> creation() {
        return call(RemoteFunction.SYSTEM_INFO, "creation", Terms::number, Terms.atom("creation"));
    }

    /** The name of its release and its version; {@code unknown} where it has none. */
    Answer<String> release() {
        return call(
                RemoteFunction.SCRIPT_ID,
                "script_id",
                term -> Optional.of(NodeAnswers.pairOfTexts(term).orElse("unknown")));
    }

    /** What runs, with versions; nothing while an application starts. */
    Answer<SortedMap<String, String>> applications(Duration timeout) {
        return call(
                RemoteFunction.WHICH_APPLICATIONS,
                "which_applications",
                NodeAnswers::applications,
                Terms.number(timeout.toMillis()));
    }

    /** In seconds; empty while it is being changed. */
    Answer<Optional<Integer>> netTickTime() {
        return call(
                RemoteFunction.GET_NET_TICKTIME, "get_net_ticktime", term -> Optional.of(NodeAnswers.seconds(term)));
    }

    Answer<Boolean> preventsOverlappingPartitions() {
        return call(
                RemoteFunction.GET_ENV,
                "get_env",
                term -> Optional.of(!NodeAnswers.isFalseSetting(term)),
                Terms.atom("kernel"),
                Terms.atom("prevent_overlapping_partitions"));
    }

    /** Its distribution protocol; {@code inet_tcp} where it was not given another. */
    Answer<String> protocol() {
        return call(
                RemoteFunction.GET_ARGUMENT,
                "proto_dist",
                term -> Optional.of(NodeAnswers.flag(term).orElse("inet_tcp")),
                Terms.atom("proto_dist"));
    }

    /** Whether it was started with {@code -hidden}. */
    Answer<Boolean> isHidden() {
        return call(
                RemoteFunction.GET_ARGUMENT,
                "hidden",
                term -> Optional.of(NodeAnswers.isGivenFlag(term)),
                Terms.atom("hidden"));
    }

    /**
     * Has it open a connection of TCP, which closes at once, since the process that opened it ends. The answer is empty when the path
     * is open, and else why not.
     *
     * @param timeout how long it waits for the connection; the answer takes {@link #MARGIN} longer
     */
    public Answer<Optional<Fault>> openPath(String host, int port, boolean ipv6, Duration timeout) {
        return call(
                RemoteFunction.TCP_CONNECT,
                "gen_tcp:connect",
                term -> Optional.of(LinkAnswers.pathFault(term)),
                Terms.text(host),
                Terms.number(port),
                ipv6 ? Terms.list(Terms.atom("inet6")) : Terms.list(),
                Terms.number(timeout.toMillis()));
    }

    /** By peer the socket of the connection to it; without those whose socket is a process's own, as with TLS. */
    public Answer<Map<NodeName, LinkSocket>> linkSockets() {
        return call(
                RemoteFunction.SYSTEM_INFO,
                "dist_ctrl",
                term -> Optional.of(LinkAnswers.sockets(term)),
                Terms.atom("dist_ctrl"));
    }

    /** How many segments have come in over this socket of the node's; in the byte order of its machine. */
    public Answer<Integer> segmentsReceived(LinkSocket socket) {
        var option = Terms.tuple(
                Terms.atom("raw"), Terms.number(TCP), Terms.number(TCP_INFO), Terms.number(SEGMENTS_IN_END));
        return call(
                RemoteFunction.GETOPTS,
                "getopts",
                term -> LinkAnswers.rawOption(term, SEGMENTS_IN),
                socket.port(),
                Terms.list(option));
    }

    /** Has it connect to a peer; whether it then is. */
    public Answer<Boolean> connect(NodeName peer) {
        return call(RemoteFunction.CONNECT_NODE, "connect_node", NodeCalls::isTrue, Terms.atom(peer));
    }

    /** Has it let go of a peer; whether it was connected. */
    public Answer<Boolean> disconnect(NodeName peer) {
        return call(RemoteFunction.DISCONNECT_NODE, "disconnect_node", NodeCalls::isTrue, Terms.atom(peer));
    }

    /**
     * Calls the drain function.
     *
     * @param node the node that is drained, which the function is told
     * @param left how long it may take, which it is told too
     */
    public Answer<DrainResult> drain(DrainCall call, NodeName node, Duration left) {
        var argument = new OtpErlangMap(
                new OtpErlangObject[] {Terms.atom("node"), Terms.atom("timeout")},
                new OtpErlangObject[] {Terms.atom(node), Terms.number(left.toMillis())});
        return new Answer<>(
                call.toString(),
                connection.call(call.module(), call.function(), argument),
                term -> Optional.of(DrainAnswers.result(term, call)));
    }

    /** Makes an empty file there. */
    public Answer<Boolean> writeEmptyFile(String path) {
        return call(
                RemoteFunction.WRITE_FILE,
                "write_file",
                term -> Optional.of(Terms.isAtom(term, "ok")),
                Terms.text(path),
                new OtpErlangBinary(new byte[0]));
    }

    private static Optional<Boolean> isTrue(OtpErlangObject term) {
        return Optional.of(Terms.isAtom(term, "true"));
    }

    private <T> Answer<T> call(
            RemoteFunction function,
            String question,
            Function<OtpErlangObject, Optional<T>> reader,
            OtpErlangObject... arguments) {
        if (arguments.length != function.arity()) {
            throw new IllegalArgumentException(function + " with " + arguments.length + " arguments");
        }
        return new Answer<>(question, connection.call(function.module(), function.function(), arguments), reader);
    }
}
