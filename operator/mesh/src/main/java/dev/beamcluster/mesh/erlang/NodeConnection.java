package dev.beamcluster.mesh.erlang;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import com.ericsson.otp.erlang.OtpAuthException;
import com.ericsson.otp.erlang.OtpPeer;
import com.ericsson.otp.erlang.OtpSelf;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeInfo;
import dev.beamcluster.mesh.NodeName;

/** The operator's connection to one node, or why there is none. */
public final class NodeConnection {

    /** How long a node's applications are expected to start, and how often what it says of itself is asked until then. */
    private static final Duration BOOT = Duration.ofSeconds(20);

    private static final Duration INFO_KEPT_AT_BOOT = Duration.ofSeconds(1);
    private static final Duration INFO_KEPT = Duration.ofSeconds(30);

    /** After so many rounds without an answer it is worth asking whether a new connection would do better. */
    private static final int SILENT = 2;

    private static final AtomicLong OPENED = new AtomicLong();

    private final long number = OPENED.incrementAndGet();
    private final RpcConnection rpc;
    private final NodeCalls calls;
    private final String address;
    private final PodTransportFactory transports;
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger drains = new AtomicInteger();
    private volatile @Nullable Known known;

    /**
     * What the node said of itself.
     *
     * @param firstRead when it was first asked over this connection
     * @param until when it is to be asked again
     */
    private record Known(NodeInfo info, long creation, Instant firstRead, Instant until) {}

    private NodeConnection(RpcConnection rpc, String address, PodTransportFactory transports) {
        this.rpc = rpc;
        this.calls = new NodeCalls(rpc);
        this.address = address;
        this.transports = transports;
    }

    /** How connecting went. */
    public sealed interface Attempt {
        record Connected(NodeConnection connection) implements Attempt {}

        record Failed(Fault fault) implements Attempt {}
    }

    /**
     * Connects to a node and shakes hands; never throws for what the other side does.
     *
     * @param target how to speak to it, and how long to wait for the connection, and for each answer in the handshake
     * @param address the pod's IP address
     * @param onClosed is run, on the connection's own thread, when the connection ends
     */
    static Attempt open(OperatorNode operator, MeshTarget target, NodeName node, String address, Runnable onClosed) {
        var transports = new PodTransportFactory(node, address, target.protocol(), target.timeout());
        try {
            var self = new OtpSelf(operator.name().toString(), target.cookie().value(), transports);
            var peer = new OtpPeer(node.toString(), transports);
            var rpc = new RpcConnection(self, peer, operator.incarnation(), onClosed);
            transports.endHandshake();
            rpc.start();
            return new Attempt.Connected(new NodeConnection(rpc, address, transports));
        } catch (OtpAuthException e) {
            return new Attempt.Failed(new Fault(Cause.COOKIE_MISMATCH));
        } catch (IOException e) {
            return new Attempt.Failed(ConnectFaults.of(e, node, transports));
        } catch (RuntimeException e) {
            return new Attempt.Failed(ConnectFaults.unexpected(e, node));
        }
    }

    /** What can be asked over it. */
    public NodeCalls calls() {
        return calls;
    }

    RpcConnection rpc() {
        return rpc;
    }

    /** No other connection of this process has it. */
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

    /** A round ended with every answer. */
    public void answered() {
        unanswered.set(0);
    }

    /** A round ended without. */
    public void unanswered() {
        unanswered.incrementAndGet();
    }

    /** From now on an answer to a drain is awaited. */
    public void drainBegins() {
        drains.incrementAndGet();
    }

    /** It has come, or never will. */
    public void drainEnds() {
        drains.decrementAndGet();
    }

    /**
     * Whether this connection is silent though the network would let the two reach each other. After a cut TCP itself waits ever
     * longer before it tries again, and so long the operator would be blind for nothing. Not while a drain runs over it, which would
     * fail.
     */
    boolean isStuck(Duration timeout) {
        return drains.get() == 0 && unanswered.get() >= SILENT && PodTransportFactory.isOpen(address, port(), timeout);
    }

    /** Ends it so that the node knows at once: it refuses a second connection from a name that it takes for connected. */
    void reset() {
        try {
            transports.resetOnClose();
        } catch (IOException e) {
            // It is closed already.
        }
        close();
    }

    /** What the node said of itself, unless that is too old. */
    public Optional<NodeInfo> info(Instant now) {
        return Optional.ofNullable(known)
                .filter(read -> now.isBefore(read.until()))
                .map(Known::info);
    }

    /** Tells this VM from the one that had its name before; empty until it was asked. */
    public OptionalLong creation() {
        Known read = known;
        return read == null ? OptionalLong.empty() : OptionalLong.of(read.creation());
    }

    /** Applications start one after the other, so a node that has just come is asked again every second. */
    public void remember(NodeInfoRequest.Answers read, Instant now) {
        Known before = known;
        Instant firstRead = before == null ? now : before.firstRead();
        Duration kept = now.isBefore(firstRead.plus(BOOT)) ? INFO_KEPT_AT_BOOT : INFO_KEPT;
        known = new Known(read.info(), read.creation(), firstRead, now.plus(kept));
    }

    void close() {
        rpc.close();
    }
}
