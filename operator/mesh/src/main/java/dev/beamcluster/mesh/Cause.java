package dev.beamcluster.mesh;

/** Why a node cannot be reached, or a link does not stand. */
public enum Cause {
    /** The pod has no IP address yet. */
    NO_ADDRESS,
    /** The host part of the name does not resolve. */
    DNS_FAILURE,
    /** Nothing listens: the VM is down or not up yet. */
    REFUSED,
    /** Packets are dropped, or the machine is gone: no answer within the deadline. */
    CONNECT_TIMEOUT,
    /** epmd answers and does not know the name. */
    NOT_REGISTERED,
    /** The node runs under another name. */
    NAME_MISMATCH,
    /** The node refused our cookie, or we its. */
    COOKIE_MISMATCH,
    /** TLS was not agreed on: the detail tells whose certificate was not believed, and why. */
    TLS_FAILED,
    /** The node's OTP release is too old or too new for the operator's side of the handshake. */
    INCOMPATIBLE,
    /** The handshake failed for another reason: the detail tells. */
    HANDSHAKE_FAILED,
    /** The node's machine takes a new connection and the VM does nothing with it: stopped, or no scheduler of it runs. */
    HANDSHAKE_TIMEOUT,
    /** The connection stands and calls over it are not answered within the deadline. */
    CALL_TIMEOUT,
    /** The connection stands, and packets pass over it one way only: the detail tells which way they do not. */
    ONE_DIRECTION,
    /** The node answered something that is no answer to what was asked. */
    PROTOCOL_ERROR,
    /** The operator itself failed when it asked the node, which says nothing of the node: the operator's log has the exception. */
    OPERATOR_ERROR,
    /** The one node does not list the other as connected. */
    NOT_CONNECTED,
    /** They are connected, and one of them was started with {@code -hidden}: neither lists the other in {@code nodes()}. */
    HIDDEN
}
