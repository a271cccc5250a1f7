package dev.beamcluster.mesh.erlang;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;

/**
 * Finds out why connecting to a node failed, from the little that JInterface reports and from what the transports
 * remember.
 */
final class ConnectFaults {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectFaults.class);

    /** JInterface's messages when the two sides have no protocol version or no mandatory capability in common. */
    private static final Pattern INCOMPATIBLE = Pattern.compile(
            "mandatory capabilities|No common protocol|handshake version|DFLAG_HAND|Unexpected peer type",
            Pattern.CASE_INSENSITIVE);

    /**
     * OTP sends this word for two reasons: the peer lacks a mandatory capability, or {@code net_kernel:allow/1}
     * excludes it (dist_util).
     */
    private static final String NOT_ALLOWED_WORD = "not_allowed";

    static final Fault NOT_ALLOWED = new Fault(
            Cause.HANDSHAKE_FAILED,
            "the node replied not_allowed: its net_kernel:allow/1 does not include the operator, or its OTP release requires a "
                    + "capability that the operator lacks; see the node's log");

    static final Fault CONNECTION_CLOSED = new Fault(
            Cause.HANDSHAKE_FAILED, "the node closed the connection: it is shutting down, or its log has the reason");

    /** The status with which a node rejects a name that it considers connected (Distribution Protocol, recv_status). */
    private static final String STILL_CONNECTED_STATUS = "status 'alive'";

    static final Fault STILL_CONNECTED = new Fault(
            Cause.HANDSHAKE_FAILED,
            "the node replied alive: it has not noticed yet that the operator's former connection ended");

    private ConnectFaults() {}

    /** Returns the fault behind a failure other than a wrong cookie. */
    static Fault of(
            IOException e, OperatorNode operator, MeshTarget target, NodeName node, PodTransportFactory transports) {
        Optional<PodTransportFactory.Failure> failure = transports.failure();
        if (failure.isPresent()) {
            return connectFault(failure.get());
        }
        Throwable root = root(e);
        if (root instanceof RuntimeException unexpected) {
            return unexpected(unexpected, node);
        }
        if (root instanceof SSLException) {
            return new Fault(Cause.TLS_FAILED, TlsFailures.describe(root));
        }
        if (transports.isSecured() && (root instanceof SocketException || root instanceof EOFException)) {
            return new Fault(Cause.TLS_FAILED, TlsFailures.REFUSED);
        }
        if (Objects.requireNonNullElse(root.getMessage(), "").contains("No remote node found")) {
            return notRegistered(operator, target, node, transports);
        }
        return ofHandshake(root, transports);
    }

    /** Derives the fault from JInterface's message about a failed handshake. */
    private static Fault ofHandshake(Throwable root, PodTransportFactory transports) {
        String message = Objects.requireNonNullElse(root.getMessage(), "");
        Optional<String> wrongName = root instanceof IOException failure ? RunningName.in(failure) : Optional.empty();
        if (wrongName.isPresent()) {
            return new Fault(Cause.NAME_MISMATCH, wrongName.get());
        }
        if (INCOMPATIBLE.matcher(message).find()) {
            return new Fault(Cause.INCOMPATIBLE, message);
        }
        if (message.contains(NOT_ALLOWED_WORD)) {
            return NOT_ALLOWED;
        }
        if (message.contains(STILL_CONNECTED_STATUS)) {
            return STILL_CONNECTED;
        }
        if (root instanceof SocketTimeoutException) {
            return transports.port() == PodTransportFactory.EPMD_PORT
                    ? new Fault(Cause.CALL_TIMEOUT, "epmd, port " + PodTransportFactory.EPMD_PORT)
                    : new Fault(Cause.HANDSHAKE_TIMEOUT);
        }
        return isClosedByPeer(root, message) ? CONNECTION_CLOSED : new Fault(Cause.HANDSHAKE_FAILED, message);
    }

    /**
     * Returns the fault behind an unexpected exception. JInterface throws such exceptions on malformed input, which
     * is the node's fault; all others are ours.
     */
    static Fault unexpected(RuntimeException e, NodeName node) {
        boolean isJInterfaces = Arrays.stream(e.getStackTrace())
                .map(StackTraceElement::getClassName)
                .filter(name -> !name.startsWith("java."))
                .findFirst()
                .filter(name -> name.startsWith("com.ericsson."))
                .isPresent();
        if (isJInterfaces) {
            LOG.atDebug().addKeyValue("node", node).setCause(e).log("the node's side of the handshake cannot be read");
            return new Fault(Cause.PROTOCOL_ERROR, "in the handshake");
        }
        LOG.atError()
                .addKeyValue("node", node)
                .setCause(e)
                .log("connecting to a node failed for an error of the operator's own");
        return new Fault(Cause.OPERATOR_ERROR);
    }

    /** JInterface wraps the actual exception in "Cannot connect to peer node". */
    private static Throwable root(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? e : root(cause);
    }

    /** Whether the other side closed the connection, for which JInterface has its own messages. */
    private static boolean isClosedByPeer(Throwable root, String message) {
        return root instanceof SocketException
                || root instanceof EOFException
                || message.contains("got EOF")
                || message.contains("closed");
    }

    private static Fault connectFault(PodTransportFactory.Failure failure) {
        if (failure.cause() instanceof SSLException) {
            return new Fault(Cause.TLS_FAILED, TlsFailures.describe(failure.cause()));
        }
        if (failure.isConnected()) {
            return failure.cause() instanceof SocketTimeoutException
                    ? new Fault(Cause.HANDSHAKE_TIMEOUT, "no reply in the TLS handshake: the node may not use TLS")
                    : new Fault(Cause.TLS_FAILED, TlsFailures.REFUSED);
        }
        String where = failure.port() == PodTransportFactory.EPMD_PORT
                ? "epmd, port " + PodTransportFactory.EPMD_PORT
                : "distribution port";
        return failure.cause() instanceof ConnectException refused
                        && Objects.requireNonNullElse(refused.getMessage(), "").contains("refused")
                ? new Fault(Cause.REFUSED, where)
                : new Fault(Cause.CONNECT_TIMEOUT, where);
    }

    /**
     * epmd knows every distributed VM of the pod. If it knows one under another name, that is the node with a wrong
     * name.
     */
    private static Fault notRegistered(
            OperatorNode operator, MeshTarget target, NodeName node, PodTransportFactory transports) {
        try {
            Optional<String> other = NodeDiscovery.registered(transports).stream()
                    .filter(name -> !name.equals(node.name()))
                    .findFirst();
            String address = transports.address().getHostAddress();
            return other.map(name -> NodeName.parse(name + "@" + node.host())
                            .map(guess -> RunningName.of(guess, operator, target, address))
                            .orElse(name))
                    .map(name -> new Fault(Cause.NAME_MISMATCH, name))
                    .orElseGet(() -> new Fault(Cause.NOT_REGISTERED));
        } catch (IOException e) {
            // epmd has ended since it answered.
            return new Fault(Cause.NOT_REGISTERED);
        }
    }
}
