package dev.beamcluster.mesh;

/** Why a node cannot be reached, or a link does not work. */
public enum Cause {
    /** The pod has no IP address yet. */
    NO_ADDRESS("NoAddress"),
    /** The host part of the name does not resolve, or to another address; without a detail it is unknown. */
    DNS_FAILURE("DnsFailure"),
    /** Nothing listens: the VM is down or not up yet. */
    REFUSED("ConnectionRefused"),
    /** Packets are dropped, or the machine is gone: no answer within the deadline. */
    CONNECT_TIMEOUT("ConnectTimeout"),
    /** epmd answers but does not know the node. */
    NOT_REGISTERED("NotRegistered"),
    /** The node runs under another name, which is the detail; without its host if only epmd reported it. */
    NAME_MISMATCH("NameMismatch"),
    /** The node rejected our cookie, or we rejected its cookie. */
    COOKIE_MISMATCH("CookieMismatch"),
    /** The TLS handshake failed: the detail says which certificate was rejected, and why. */
    TLS_FAILED("TlsHandshakeFailed"),
    /** The node speaks another distribution protocol than the spec asks for; the detail names both. */
    PROTOCOL_MISMATCH("ProtocolMismatch"),
    /** The node's OTP release is too old or too new for the operator's implementation of the handshake. */
    INCOMPATIBLE("IncompatibleRelease"),
    /** The handshake failed for another reason, which the detail gives. */
    HANDSHAKE_FAILED("HandshakeFailed"),
    /**
     * The port accepts connections but the VM does not respond: it is stopped, or none of its schedulers gets to run.
     */
    HANDSHAKE_TIMEOUT("HandshakeTimeout"),
    /** Connected, but calls are not answered within the deadline. */
    CALL_TIMEOUT("CallTimeout"),
    /** Connected, but packets pass in one direction only: the detail names the direction in which they are lost. */
    ONE_DIRECTION("OneDirection"),
    /** The reply is invalid. */
    PROTOCOL_ERROR("ProtocolError"),
    /** Probing failed inside the operator. This says nothing about the node; the operator's log has the exception. */
    OPERATOR_ERROR("OperatorError"),
    /** The node does not list its peer as connected. */
    NOT_CONNECTED("NotConnected"),
    /**
     * The two nodes are connected, but one was started with {@code -hidden}: neither lists the other in {@code
     * nodes()}.
     */
    HIDDEN("Hidden");

    private final String word;

    Cause(String word) {
        this.word = word;
    }

    /** The cause as the status of a BeamCluster names it, for example {@code ConnectTimeout}. */
    public String word() {
        return word;
    }
}
