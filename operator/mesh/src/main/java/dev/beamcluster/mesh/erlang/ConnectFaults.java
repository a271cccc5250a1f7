package dev.beamcluster.mesh.erlang;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

import com.ericsson.otp.erlang.OtpEpmd;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.NodeName;

/** Why a connection to a node was not made: from what JInterface says, which is little, and from what the transports remember. */
final class ConnectFaults {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectFaults.class);

    private static final Pattern WRONG_NAME = Pattern.compile("wrong name: *(\\S+)");

    /** What JInterface says when the two have no version of the protocol, or of what it demands, in common. */
    private static final Pattern INCOMPATIBLE = Pattern.compile(
            "mandatory capabilities|No common protocol|handshake version|DFLAG_HAND|Unexpected peer type",
            Pattern.CASE_INSENSITIVE);

    /** OTP's word for two things: to who lacks what it demands, and to who is left out of {@code net_kernel:allow/1} (dist_util). */
    private static final String NOT_ALLOWED_WORD = "not_allowed";

    static final Fault NOT_ALLOWED = new Fault(
            Cause.HANDSHAKE_FAILED,
            "the node replied not_allowed: its net_kernel:allow/1 does not include the operator, or its OTP release requires a "
                    + "capability that the operator lacks; see the node's log");

    static final Fault HANGS_UP = new Fault(
            Cause.HANDSHAKE_FAILED, "the node closed the connection: it is shutting down, or its log has the reason");

    private static final Pattern REGISTERED = Pattern.compile("name (\\S+) at port (\\d+)");

    private ConnectFaults() {}

    /** The fault behind a failure that is no wrong cookie. */
    static Fault of(IOException e, NodeName node, PodTransportFactory transports) {
        Optional<PodTransportFactory.Failure> failure = transports.failure();
        if (failure.isPresent()) {
            return connectFault(failure.get());
        }
        Throwable root = root(e);
        if (root instanceof RuntimeException unexpected) {
            return unexpected(unexpected, node);
        }
        if (root instanceof SSLException) {
            return new Fault(Cause.TLS_FAILED, TlsFailures.words(root));
        }
        if (transports.isSecured() && (root instanceof SocketException || root instanceof EOFException)) {
            return new Fault(Cause.TLS_FAILED, TlsFailures.REFUSED);
        }
        return ofHandshake(root, node, transports);
    }

    /** From what JInterface says of a handshake that failed. */
    private static Fault ofHandshake(Throwable root, NodeName node, PodTransportFactory transports) {
        String message = Objects.requireNonNullElse(root.getMessage(), "");
        Matcher wrongName = WRONG_NAME.matcher(message);
        if (wrongName.find()) {
            return new Fault(Cause.NAME_MISMATCH, "it calls itself " + wrongName.group(1));
        }
        if (INCOMPATIBLE.matcher(message).find()) {
            return new Fault(Cause.INCOMPATIBLE, message);
        }
        if (message.contains(NOT_ALLOWED_WORD)) {
            return NOT_ALLOWED;
        }
        if (message.contains("No remote node found")) {
            return notRegistered(node, transports);
        }
        if (root instanceof SocketTimeoutException) {
            return transports.port() == PodTransportFactory.EPMD_PORT
                    ? new Fault(Cause.CALL_TIMEOUT, "epmd, port " + PodTransportFactory.EPMD_PORT)
                    : new Fault(Cause.HANDSHAKE_TIMEOUT);
        }
        return isEnd(root, message) ? HANGS_UP : new Fault(Cause.HANDSHAKE_FAILED, message);
    }

    /**
     * The fault behind an exception that nobody expects. JInterface trips over what strangers send, which is the node's fault; anything
     * else is ours.
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

    /** JInterface wraps what happened in "Cannot connect to peer node". */
    private static Throwable root(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? e : root(cause);
    }

    /** Whether the other side closed the connection; JInterface has words of its own for that. */
    private static boolean isEnd(Throwable root, String message) {
        return root instanceof SocketException
                || root instanceof EOFException
                || message.contains("got EOF")
                || message.contains("closed");
    }

    private static Fault connectFault(PodTransportFactory.Failure failure) {
        if (failure.cause() instanceof SSLException) {
            return new Fault(Cause.TLS_FAILED, TlsFailures.words(failure.cause()));
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

    /** epmd knows every distributed VM of the pod: another name there is the node under a name that it must not have. */
    private static Fault notRegistered(NodeName node, PodTransportFactory transports) {
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
