package dev.beamcluster.mesh.erlang;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import com.ericsson.otp.erlang.OtpAuthException;
import com.ericsson.otp.erlang.OtpPeer;
import com.ericsson.otp.erlang.OtpSelf;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeInfo;
import dev.beamcluster.mesh.NodeName;

/** The operator's connection to one node, or why there is none. */
public final class NodeConnection {

    /** How long a node's applications may take to start. Until then, the node's information expires quickly. */
    private static final Duration BOOT = Duration.ofSeconds(20);

    private static final Duration INFO_KEPT_AT_BOOT = Duration.ofSeconds(1);
    private static final Duration INFO_KEPT = Duration.ofSeconds(30);

    /** After this many rounds without an answer, check whether a new connection is likely to work. */
    private static final int SILENT_ROUNDS = 2;

    private static final AtomicLong OPENED = new AtomicLong();

    private final long number = OPENED.incrementAndGet();
    private final RpcConnection rpc;
    private final NodeCalls calls;
    private final String address;
    private final PodTransportFactory transports;
    private final Handshake handshake;
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger drains = new AtomicInteger();
    private volatile @Nullable Known known;

    /**
     * What the node reported about itself.
     *
     * @param read its answers
     * @param firstRead when it was first asked over this connection
     * @param until when to ask it again
     */
    private record Known(NodeInfoRequest.Answers read, Instant firstRead, Instant until) {}

    private NodeConnection(RpcConnection rpc, String address, PodTransportFactory transports, Handshake handshake) {
        this.rpc = rpc;
        this.calls = new NodeCalls(rpc);
        this.address = address;
        this.transports = transports;
        this.handshake = handshake;
    }

    /** The result of connecting. */
    public sealed interface Attempt {
        record Connected(NodeConnection connection) implements Attempt {}

        record Failed(Fault fault) implements Attempt {}
    }

    /**
     * Connects to a node, including the handshake; never throws because of what the other side does.
     *
     * @param target how to communicate with it, and how long to wait for the connection and for each answer in the
     *     handshake
     * @param address the pod's IP address
     * @param onClosed runs on the connection's own thread when the connection ends
     */
    static Attempt open(OperatorNode operator, MeshTarget target, NodeName node, String address, Runnable onClosed) {
        Attempt attempt = open(operator, target, target.cookie(), node, address, onClosed);
        for (Cookie former : target.formerCookies()) {
            if (!(attempt instanceof Attempt.Failed(Fault fault)) || fault.cause() != Cause.COOKIE_MISMATCH) {
                return attempt;
            }
            attempt = open(operator, target, former, node, address, onClosed);
        }
        return attempt;
    }

    private static Attempt open(
            OperatorNode operator, MeshTarget target, Cookie cookie, NodeName node, String address, Runnable onClosed) {
        var transports =
                new PodTransportFactory(node, address, target.protocol(), target.connectTimeout(), operator.dialer());
        try {
            var self = new OtpSelf(operator.name().toString(), cookie.value(), transports);
            var peer = new OtpPeer(node.toString(), transports);
            var rpc = new RpcConnection(self, peer, operator.incarnation(), onClosed);
            transports.endHandshake();
            rpc.start();
            var handshake = new Handshake(cookie, transports.unusualHost());
            return new Attempt.Connected(new NodeConnection(rpc, address, transports, handshake));
        } catch (OtpAuthException e) {
            return new Attempt.Failed(new Fault(Cause.COOKIE_MISMATCH));
        } catch (IOException e) {
            return new Attempt.Failed(ConnectFaults.of(e, operator, target, node, transports));
        } catch (RuntimeException e) {
            return new Attempt.Failed(ConnectFaults.unexpected(e, node));
        }
    }

    /** Whether a node refused a connection because it considers a node of the operator's name connected. */
    public static boolean isNameInUse(Fault fault) {
        return fault.equals(ConnectFaults.STILL_CONNECTED);
    }

    /** What the handshake proved about the node. */
    public Handshake handshake() {
        return handshake;
    }

    /** The calls that can be made over it. */
    public NodeCalls calls() {
        return calls;
    }

    /** The calls about the sockets of its links that can be made over it. */
    public SocketCalls sockets() {
        return new SocketCalls(calls);
    }

    RpcConnection rpc() {
        return rpc;
    }

    /** A number that is unique among this process's connections. */
    public long number() {
        return number;
    }

    /** The port on which the node listens for other nodes. */
    public int port() {
        return transports.port();
    }

    boolean isUsable(String wantedAddress) {
        return rpc.isConnected() && address.equals(wantedAddress);
    }

    /** Records that the node answered in this round. */
    public void answered() {
        unanswered.set(0);
    }

    /** Records that a call in this round timed out. */
    public void unanswered() {
        unanswered.incrementAndGet();
    }

    /** Records that a drain waits for its answer on this connection. */
    public void drainStarted() {
        drains.incrementAndGet();
    }

    /** Records that a drain no longer waits. */
    public void drainEnded() {
        drains.decrementAndGet();
    }

    /**
     * Whether this connection is silent although the network is open. After a cut, TCP waits longer and longer before
     * it retransmits, and until then the operator would see nothing. False while a drain uses the connection, because
     * the drain would fail.
     */
    boolean isStuck(Duration timeout) {
        return drains.get() == 0
                && unanswered.get() >= SILENT_ROUNDS
                && PodTransportFactory.isOpen(address, port(), timeout);
    }

    /**
     * Closes it with a TCP reset so that the node notices at once: a node rejects a second connection from a name
     * that it considers connected.
     */
    void reset() {
        try {
            transports.resetOnClose();
        } catch (IOException e) {
            // Already closed.
        }
        close();
    }

    /** What the node reported about itself, unless that is too old. */
    public Optional<NodeInfo> info(Instant now) {
        return Optional.ofNullable(known)
                .filter(read -> now.isBefore(read.until()))
                .map(known -> known.read().info());
    }

    /**
     * The creation of the node's VM, which differs for each VM of the same name; empty until the node has been asked.
     */
    public OptionalLong creation() {
        Known read = known;
        return read == null ? OptionalLong.empty() : OptionalLong.of(read.read().creation());
    }

    /** The nodes that the node knew when it was asked about itself. */
    public SortedSet<NodeName> knownNodes() {
        Known read = known;
        return read == null ? Collections.emptySortedSet() : read.read().known();
    }

    /**
     * Stores what the node reported. Applications start one after the other, so it expires after a second while a
     * node boots.
     */
    public void remember(NodeInfoRequest.Answers read, Instant now) {
        Known before = known;
        Instant firstRead = before == null ? now : before.firstRead();
        Duration kept = now.isBefore(firstRead.plus(BOOT)) ? INFO_KEPT_AT_BOOT : INFO_KEPT;
        known = new Known(read, firstRead, now.plus(kept));
    }

    void close() {
        rpc.close();
    }
}
