package dev.beamcluster.mesh.jinterface;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

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
final class NodeConnection {

    /** How long a node's applications are expected to start, and how long what it says of itself is kept after that. */
    private static final Duration BOOT = Duration.ofSeconds(20);

    /** After so many rounds without an answer it is worth asking whether a new connection would do better. */
    private static final int SILENT = 2;

    private static final Duration FACTS_KEEP = Duration.ofSeconds(30);
    private static final Duration FACTS_KEEP_AT_BOOT = Duration.ofSeconds(1);

    private final RpcConnection wire;
    private final String address;
    private final PodTransportFactory transports;
    private volatile @Nullable NodeInfo facts;
    private volatile @Nullable Long creation;
    private volatile Instant firstRead = Instant.MIN;
    private volatile Instant factsUntil = Instant.MIN;

    private final PeerCheckRotation checks = new PeerCheckRotation();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger drains = new AtomicInteger();

    private NodeConnection(RpcConnection wire, String address, PodTransportFactory transports) {
        this.wire = wire;
        this.address = address;
        this.transports = transports;
    }

    /** How connecting went. */
    sealed interface Attempt {
        record Connected(NodeConnection link) implements Attempt {}

        record Failed(Fault fault) implements Attempt {}
    }

    /**
     * Connects to a node and shakes hands; never throws for what the other side does.
     *
     * @param ownName the operator's node name
     * @param target how to speak to it, and how long to wait for the connection, and for each answer in the handshake
     * @param address the pod's IP address
     * @param life see {@link RpcConnection}
     * @param onClosed is run, on the connection's own thread, when the connection ends
     */
    static Attempt open(
            NodeName ownName, MeshTarget target, NodeName node, String address, long life, Runnable onClosed) {
        var transports = new PodTransportFactory(node, address, target.protocol(), target.timeout());
        try {
            var self = new OtpSelf(ownName.toString(), target.cookie().value(), transports);
            var wire = new RpcConnection(self, new OtpPeer(node.toString(), transports), life, onClosed);
            transports.endHandshake();
            wire.start();
            return new Attempt.Connected(new NodeConnection(wire, address, transports));
        } catch (OtpAuthException e) {
            return new Attempt.Failed(new Fault(Cause.COOKIE_MISMATCH));
        } catch (IOException e) {
            return new Attempt.Failed(ConnectFaults.of(e, node, transports));
        } catch (RuntimeException e) {
            // JInterface reads what a stranger sent; whatever it trips over is that node's fault, not the round's end.
            return new Attempt.Failed(new Fault(Cause.PROTOCOL_ERROR, "in the handshake"));
        }
    }

    RpcConnection wire() {
        return wire;
    }

    PeerCheckRotation checks() {
        return checks;
    }

    /** The port on which the node listens for other nodes. */
    int port() {
        return transports.port();
    }

    boolean isUsable(String wantedAddress) {
        return wire.isConnected() && address.equals(wantedAddress);
    }

    /** A round ended with every answer. */
    void answered() {
        unanswered.set(0);
    }

    /** A round ended without. */
    void unanswered() {
        unanswered.incrementAndGet();
    }

    /** From now on an answer to a drain is awaited. */
    void drainBegins() {
        drains.incrementAndGet();
    }

    /** It has come, or never will. */
    void drainEnds() {
        drains.decrementAndGet();
    }

    /**
     * Whether this link is silent though the network would let the two reach each other. After a cut TCP itself waits ever longer
     * before it tries again, and so long the operator would be blind for nothing. Not while a drain runs over it, which would fail.
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

    /** What the node said of itself, where that is still to be believed. */
    Optional<NodeInfo> facts(Instant now) {
        return now.isBefore(factsUntil) ? Optional.ofNullable(facts) : Optional.empty();
    }

    /** {@code erlang:system_info(creation)}: a number that tells this life of the node from the one before. */
    Optional<Long> creation() {
        return Optional.ofNullable(creation);
    }

    /** Applications start one after the other, so a node that has just come is asked again every second. */
    void remember(NodeInfo read, long creationRead, Instant now) {
        facts = read;
        creation = creationRead;
        if (Instant.MIN.equals(firstRead)) {
            firstRead = now;
        }
        factsUntil = now.plus(now.isBefore(firstRead.plus(BOOT)) ? FACTS_KEEP_AT_BOOT : FACTS_KEEP);
    }

    void close() {
        wire.close();
    }
}
