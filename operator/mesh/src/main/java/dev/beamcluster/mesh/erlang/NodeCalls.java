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
 * Every call that the operator makes on a node: the {@link RemoteFunction}s, and the function in {@code spec.drain}.
 * The only caller of {@link RpcConnection#call}. No method blocks; callers wait for the answer with a deadline.
 */
public final class NodeCalls {

    /** The time for a round trip, on top of a timeout that the node itself enforces. */
    public static final Duration MARGIN = Duration.ofMillis(500);

    private final RpcConnection connection;

    NodeCalls(RpcConnection connection) {
        this.connection = connection;
    }

    /**
     * Asks for the nodes that it claims to be connected to, including hidden ones.
     *
     * @param known names by their text, which need not be parsed again
     */
    public Answer<SortedSet<NodeName>> connectedNodes(Map<String, NodeName> known) {
        return call(
                RemoteFunction.NODES,
                "nodes(connected)",
                term -> NodeAnswers.nodes(term, known),
                Terms.atom("connected"));
    }

    /** Asks for the nodes in its {@code nodes()}; parameter as above. */
    public Answer<SortedSet<NodeName>> visibleNodes(Map<String, NodeName> known) {
        return call(
                RemoteFunction.NODES, "nodes(visible)", term -> NodeAnswers.nodes(term, known), Terms.atom("visible"));
    }

    /**
     * Asks for the nodes that it knows: those that it is connected to or has a reference to, and, for a minute, those
     * that it was connected to (Erlang/OTP, erl(1), {@code +zdntgc}).
     */
    public Answer<SortedSet<NodeName>> knownNodes() {
        return call(
                RemoteFunction.NODES, "nodes(known)", term -> NodeAnswers.nodes(term, Map.of()), Terms.atom("known"));
    }

    /**
     * Makes the node call each peer for its name. It connects to peers that it is not connected to.
     *
     * @param timeout how long the node waits for them; the answer takes up to {@link #MARGIN} longer
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

    /** Asks for the creation, a number that differs for each VM of the same name. */
    Answer<Long> creation() {
        return call(RemoteFunction.SYSTEM_INFO, "creation", Terms::number, Terms.atom("creation"));
    }

    /** Asks for the name and version of its release; {@code unknown} if it has none. */
    Answer<String> release() {
        return call(
                RemoteFunction.SCRIPT_ID,
                "script_id",
                term -> Optional.of(NodeAnswers.pairOfTexts(term).orElse("unknown")));
    }

    /** Asks for the running applications and their versions; empty while an application starts. */
    Answer<SortedMap<String, String>> applications(Duration timeout) {
        return call(
                RemoteFunction.WHICH_APPLICATIONS,
                "which_applications",
                NodeAnswers::applications,
                Terms.number(timeout.toMillis()));
    }

    /** Asks for the net tick time in seconds; empty while it is being changed. */
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

    /** Asks for its distribution protocol; {@code inet_tcp} by default. */
    Answer<String> protocol() {
        return call(
                RemoteFunction.GET_ARGUMENT,
                "proto_dist",
                term -> Optional.of(NodeAnswers.flag(term).orElse("inet_tcp")),
                Terms.atom("proto_dist"));
    }

    /** Asks whether it was started with {@code -hidden}. */
    Answer<Boolean> isHidden() {
        return call(
                RemoteFunction.GET_ARGUMENT,
                "hidden",
                term -> Optional.of(NodeAnswers.isGivenFlag(term)),
                Terms.atom("hidden"));
    }

    /**
     * Makes the node open a TCP connection, which closes at once because the process that opened it ends. The answer
     * is empty if the path is open, or else its fault.
     *
     * @param timeout how long the node waits for the connection; the answer takes up to {@link #MARGIN} longer
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

    /** Makes the node resolve a host name. Erlang waits for its resolver for up to eight seconds (kernel, inet). */
    public Answer<Resolution> resolve(String host, boolean ipv6) {
        return call(
                RemoteFunction.GETADDR,
                "inet:getaddr",
                term -> Optional.of(LinkAnswers.resolution(term)),
                Terms.text(host),
                Terms.atom(ipv6 ? "inet6" : "inet"));
    }

    /** Makes the node connect to a peer; the answer is whether it is then connected. */
    public Answer<Boolean> connect(NodeName peer) {
        return call(RemoteFunction.CONNECT_NODE, "connect_node", NodeCalls::isTrue, Terms.atom(peer));
    }

    /** Makes the node disconnect from a peer; the answer is whether it was connected. */
    public Answer<Boolean> disconnect(NodeName peer) {
        return call(RemoteFunction.DISCONNECT_NODE, "disconnect_node", NodeCalls::isTrue, Terms.atom(peer));
    }

    /**
     * Calls the drain function.
     *
     * @param node the node to drain, which is passed to the function
     * @param left how long the function may take, which is passed to it too
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

    /** Creates an empty file on the node. */
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

    <T> Answer<T> call(
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
