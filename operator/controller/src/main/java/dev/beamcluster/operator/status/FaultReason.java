package dev.beamcluster.operator.status;

import dev.beamcluster.mesh.Cause;

/** What is wrong with a link, or with a node that does not answer; {@code docs/conditions.md} explains each. */
public enum FaultReason implements NodeReason {
    NoAddress,
    DnsFailure,
    ConnectionRefused,
    ConnectTimeout,
    NotRegistered,
    NameMismatch,
    CookieMismatch,
    TlsHandshakeFailed,
    ProtocolMismatch,
    IncompatibleRelease,
    HandshakeFailed,
    HandshakeTimeout,
    CallTimeout,
    OneDirection,
    ProtocolError,
    OperatorError,
    NotConnected,
    Hidden;

    /** The word for a cause. */
    public static FaultReason of(Cause cause) {
        return switch (cause) {
            case NO_ADDRESS -> NoAddress;
            case DNS_FAILURE -> DnsFailure;
            case REFUSED -> ConnectionRefused;
            case CONNECT_TIMEOUT -> ConnectTimeout;
            case NOT_REGISTERED -> NotRegistered;
            case NAME_MISMATCH -> NameMismatch;
            case COOKIE_MISMATCH -> CookieMismatch;
            case TLS_FAILED -> TlsHandshakeFailed;
            case PROTOCOL_MISMATCH -> ProtocolMismatch;
            case INCOMPATIBLE -> IncompatibleRelease;
            case HANDSHAKE_FAILED -> HandshakeFailed;
            case HANDSHAKE_TIMEOUT -> HandshakeTimeout;
            case CALL_TIMEOUT -> CallTimeout;
            case ONE_DIRECTION -> OneDirection;
            case PROTOCOL_ERROR -> ProtocolError;
            case OPERATOR_ERROR -> OperatorError;
            case NOT_CONNECTED -> NotConnected;
            case HIDDEN -> Hidden;
        };
    }
}
