package dev.beamcluster.operator.mesh.jinterface;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

import com.ericsson.otp.erlang.OtpAuthException;
import com.ericsson.otp.erlang.OtpEpmd;
import com.ericsson.otp.erlang.OtpPeer;
import com.ericsson.otp.erlang.OtpSelf;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.operator.mesh.Cause;
import dev.beamcluster.operator.mesh.Fault;
import dev.beamcluster.operator.mesh.MeshTarget;
import dev.beamcluster.operator.mesh.NodeFacts;
import dev.beamcluster.operator.mesh.NodeName;

/** The operator's connection to one node, or why there is none. */
final class NodeLink {

    private static final Pattern WRONG_NAME = Pattern.compile("wrong name: *(\\S+)");

    /** What JInterface says when the two have no version of the protocol, or of what it demands, in common. */
    private static final Pattern INCOMPATIBLE = Pattern.compile(
            "mandatory capabilities|No common protocol|handshake version|DFLAG_HAND", Pattern.CASE_INSENSITIVE);

    private static final Pattern REGISTERED = Pattern.compile("name (\\S+) at port (\\d+)");

    /** How long a node's applications are expected to start, and how long what it says of itself is kept after that. */
    private static final Duration BOOT = Duration.ofSeconds(20);

    /** After so many rounds without an answer it is worth asking whether a new connection would do better. */
    private static final int SILENT = 2;

    private static final Duration FACTS_KEEP = Duration.ofSeconds(30);
    private static final Duration FACTS_KEEP_AT_BOOT = Duration.ofSeconds(1);

    private final Wire wire;
    private final String address;
    private final Transports transports;
    private volatile @Nullable NodeFacts facts;
    private volatile @Nullable Long creation;
    private volatile Instant firstRead = Instant.MIN;
    private volatile Instant factsUntil = Instant.MIN;

    private final ActiveChecks checks = new ActiveChecks();
    private final AtomicInteger unanswered = new AtomicInteger();

    private NodeLink(Wire wire, String address, Transports transports) {
        this.wire = wire;
        this.address = address;
        this.transports = transports;
    }

    /** How connecting went. */
    sealed interface Attempt {
        record Connected(NodeLink link) implements Attempt {}

        record Failed(Fault fault) implements Attempt {}
    }

    /**
     * Connects to a node and shakes hands; never throws for what the other side does.
     *
     * @param ownName the operator's node name
     * @param target how to speak to it, and how long to wait for the connection, and for each answer in the handshake
     * @param address the pod's IP address
     * @param life see {@link Wire}
     * @param onClosed is run, on the connection's own thread, when the connection ends
     */
    static Attempt open(
            NodeName ownName, MeshTarget target, NodeName node, String address, long life, Runnable onClosed) {
        var transports = new Transports(node, address, target.protocol(), target.timeout());
        try {
            var self = new OtpSelf(ownName.toString(), target.cookie().value(), transports);
            var wire = new Wire(self, new OtpPeer(node.toString(), transports), life, onClosed);
            transports.endHandshake();
            wire.start();
            return new Attempt.Connected(new NodeLink(wire, address, transports));
        } catch (OtpAuthException e) {
            return new Attempt.Failed(new Fault(Cause.COOKIE_MISMATCH));
        } catch (IOException e) {
            return new Attempt.Failed(fault(e, node, transports));
        } catch (RuntimeException e) {
            // JInterface reads what a stranger sent; whatever it trips over is that node's fault, not the round's end.
            return new Attempt.Failed(new Fault(Cause.PROTOCOL_ERROR, "in the handshake"));
        }
    }

    Wire wire() {
        return wire;
    }

    ActiveChecks checks() {
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

    /**
     * Whether this link is silent though the network would let the two reach each other. After a cut TCP itself waits ever longer
     * before it tries again, and so long the operator would be blind for nothing.
     */
    boolean isStuck(Duration timeout) {
        return unanswered.get() >= SILENT && Transports.isOpen(address, port(), timeout);
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
    Optional<NodeFacts> facts(Instant now) {
        return now.isBefore(factsUntil) ? Optional.ofNullable(facts) : Optional.empty();
    }

    /** {@code erlang:system_info(creation)}: a number that tells this life of the node from the one before. */
    Optional<Long> creation() {
        return Optional.ofNullable(creation);
    }

    /** Applications start one after the other, so a node that has just come is asked again every second. */
    void remember(NodeFacts read, long creationRead, Instant now) {
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

    private static Fault fault(IOException e, NodeName node, Transports transports) {
        Optional<Transports.Failure> failure = transports.failure();
        if (failure.isPresent()) {
            return connectFault(failure.get());
        }
        Throwable root = root(e);
        if (root instanceof SSLException) {
            return new Fault(Cause.TLS_FAILED, TlsFailures.words(root));
        }
        String message = Objects.requireNonNullElse(root.getMessage(), "");
        Matcher wrongName = WRONG_NAME.matcher(message);
        if (wrongName.find()) {
            return new Fault(Cause.NAME_MISMATCH, "it says that it is " + wrongName.group(1));
        }
        if (INCOMPATIBLE.matcher(message).find()) {
            return new Fault(Cause.INCOMPATIBLE, message);
        }
        if (message.contains("No remote node found")) {
            return notRegistered(node, transports);
        }
        if (root instanceof SocketTimeoutException) {
            return transports.port() == Transports.EPMD_PORT
                    ? new Fault(Cause.NOT_ANSWERING, "epmd, port " + Transports.EPMD_PORT)
                    : new Fault(Cause.FROZEN);
        }
        return new Fault(Cause.HANDSHAKE_FAILED, message);
    }

    /** JInterface wraps what happened in "Cannot connect to peer node". */
    private static Throwable root(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? e : root(cause);
    }

    private static Fault connectFault(Transports.Failure failure) {
        if (failure.cause() instanceof SSLException) {
            return new Fault(Cause.TLS_FAILED, TlsFailures.words(failure.cause()));
        }
        if (failure.isConnected()) {
            return new Fault(Cause.FROZEN, "TLS was not answered: it may not speak it");
        }
        String where =
                failure.port() == Transports.EPMD_PORT ? "epmd, port " + Transports.EPMD_PORT : "distribution port";
        return failure.cause() instanceof ConnectException refused
                        && Objects.requireNonNullElse(refused.getMessage(), "").contains("refused")
                ? new Fault(Cause.REFUSED, where)
                : new Fault(Cause.TIMED_OUT, where);
    }

    /** epmd knows every distributed VM of the pod: another name there is the node under a name that it must not have. */
    private static Fault notRegistered(NodeName node, Transports transports) {
        try {
            String[] registered = OtpEpmd.lookupNames(transports.address(), transports);
            Optional<String> other = Arrays.stream(registered)
                    .map(REGISTERED::matcher)
                    .filter(Matcher::find)
                    .map(matcher -> matcher.group(1))
                    .filter(name -> !name.equals(node.name()))
                    .sorted()
                    .findFirst();
            return other.map(name -> new Fault(Cause.NAME_MISMATCH, "epmd knows " + name + ", not " + node.name()))
                    .orElseGet(() -> new Fault(Cause.NOT_REGISTERED));
        } catch (IOException | RuntimeException e) {
            // An epmd that ends while it answers: JInterface takes the length of what came without looking at it.
            return new Fault(Cause.NOT_REGISTERED);
        }
    }
}
