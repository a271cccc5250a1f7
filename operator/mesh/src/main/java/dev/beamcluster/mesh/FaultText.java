package dev.beamcluster.mesh;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Describes a fault, to be read after the node or link that has it. The same fault always gives the same text. */
public final class FaultText {

    private FaultText() {}

    /** Describes the fault of a node, or of one direction of a link. */
    public static String of(Fault fault) {
        return what(fault.cause()) + inBrackets(fault);
    }

    private static String what(Cause cause) {
        return switch (cause) {
            case NO_ADDRESS -> "pod has no IP address yet";
            case DNS_FAILURE -> "host name does not resolve";
            case REFUSED -> "connection refused";
            case CONNECT_TIMEOUT -> "connection timed out";
            case NOT_REGISTERED -> "epmd does not know the node";
            case NAME_MISMATCH -> "runs under a different node name";
            case COOKIE_MISMATCH -> "cookie does not match";
            case TLS_FAILED -> "TLS handshake failed";
            case PROTOCOL_MISMATCH -> "distribution protocol does not match";
            case INCOMPATIBLE -> "OTP release is not supported";
            case HANDSHAKE_FAILED -> "handshake failed";
            case HANDSHAKE_TIMEOUT -> "the port accepts connections but the VM does not respond";
            case CALL_TIMEOUT -> "connected, but calls time out";
            case ONE_DIRECTION -> "connected, but packets pass in one direction only";
            case PROTOCOL_ERROR -> "invalid reply";
            case OPERATOR_ERROR -> "the operator itself failed to ask";
            case NOT_CONNECTED -> "not connected";
            case HIDDEN -> "connected, but one of the two nodes is hidden";
        };
    }

    private static String hint(Cause cause) {
        return switch (cause) {
            case CONNECT_TIMEOUT -> "packets dropped, or the Kubernetes node is down";
            case NOT_REGISTERED -> "VM still starting, or started without distribution";
            case INCOMPATIBLE -> "the operator supports OTP 25 to 29";
            case HANDSHAKE_TIMEOUT -> "stopped or stuck";
            case CALL_TIMEOUT -> "silent network cut, frozen VM or overload";
            case OPERATOR_ERROR -> "see the operator's log";
            case HIDDEN -> "started with -hidden: nodes(), global and pg leave it out";
            case NO_ADDRESS,
                    DNS_FAILURE,
                    REFUSED,
                    NAME_MISMATCH,
                    COOKIE_MISMATCH,
                    TLS_FAILED,
                    PROTOCOL_MISMATCH,
                    HANDSHAKE_FAILED,
                    ONE_DIRECTION,
                    PROTOCOL_ERROR,
                    NOT_CONNECTED -> "";
        };
    }

    /** Returns the detail and the hint in brackets, after a space; empty if there is neither. */
    public static String inBrackets(Fault fault) {
        String text = Stream.of(fault.detail(), hint(fault.cause()))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
        return text.isEmpty() ? "" : " (" + text + ")";
    }
}
