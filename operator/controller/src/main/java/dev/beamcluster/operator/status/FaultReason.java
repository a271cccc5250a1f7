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
        return valueOf(cause.word());
    }
}
