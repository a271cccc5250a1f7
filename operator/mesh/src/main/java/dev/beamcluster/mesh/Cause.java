package dev.beamcluster.mesh;

/** Why a node cannot be reached, or a link does not work. */
public enum Cause {
    /** The pod has no IP address yet. */
    NO_ADDRESS,
    /** The host part of the name does not resolve. */
    DNS_FAILURE,
    /** Nothing listens: the VM is down or not up yet. */
    REFUSED,
    /** Packets are dropped, or the machine is gone: no answer within the deadline. */
    CONNECT_TIMEOUT,
    /** epmd answers but does not know the node. */
    NOT_REGISTERED,
    /** The node runs under another name. */
    NAME_MISMATCH,
    /** The node refused our cookie, or we its. */
    COOKIE_MISMATCH,
    /** The TLS handshake failed: the detail says whose certificate was rejected, and why. */
    TLS_FAILED,
    /** The node's OTP release is too old or too new for the operator's side of the handshake. */
    INCOMPATIBLE,
    /** The handshake failed for another reason: the detail has it. */
    HANDSHAKE_FAILED,
    /** The port accepts connections but the VM does not respond: it is stopped, or none of its schedulers runs. */
    HANDSHAKE_TIMEOUT,
    /** Connected, but calls are not answered within the deadline. */
    CALL_TIMEOUT,
    /** Connected, but packets pass one way only: the detail says which way they do not. */
    ONE_DIRECTION,
    /** The reply is invalid. */
    PROTOCOL_ERROR,
    /** The operator itself failed when it asked the node, which says nothing of the node: the operator's log has the exception. */
    OPERATOR_ERROR,
    /** The one node does not list the other as connected. */
    NOT_CONNECTED,
    /** They are connected, and one of them was started with {@code -hidden}: neither lists the other in {@code nodes()}. */
    HIDDEN
}
