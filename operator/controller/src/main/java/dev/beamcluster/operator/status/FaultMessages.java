package dev.beamcluster.operator.status;

import java.util.Collection;
import java.util.stream.Collectors;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;

/** Words for a person; the same facts always give the same words. */
final class FaultMessages {

    private static final int AT_MOST = 5;

    private FaultMessages() {}

    /** The first few, and how many more there are. */
    static String list(Collection<?> things) {
        String first = things.stream().limit(AT_MOST).map(Object::toString).collect(Collectors.joining(", "));
        return things.size() <= AT_MOST ? first : first + " and " + (things.size() - AT_MOST) + " more";
    }

    /** What is wrong, in words, with the detail where there is one. */
    static String of(Fault fault) {
        String words = switch (fault.cause()) {
            case NO_ADDRESS -> "its pod has no address yet";
            case DNS_FAILURE -> "its host name does not resolve";
            case REFUSED -> "nothing listens there";
            case CONNECT_TIMEOUT -> "packets get no answer: dropped on the way, or the machine is gone";
            case NOT_REGISTERED -> "epmd does not know its name: the VM is not up, or not distributed";
            case NAME_MISMATCH -> "it runs under another name";
            case COOKIE_MISMATCH -> "it has another cookie";
            case TLS_FAILED -> "TLS was not agreed on";
            case INCOMPATIBLE -> "its OTP release is too old or too new for the operator: 25 to 29 are supported";
            case HANDSHAKE_FAILED -> "the handshake failed";
            case HANDSHAKE_TIMEOUT ->
                "its machine takes connections and the VM does nothing with them: stopped, or stuck";
            case CALL_TIMEOUT -> "the connection stands and nothing comes back: cut silently, frozen or too busy";
            case ONE_DIRECTION -> "packets pass one way only, and a call needs both";
            case PROTOCOL_ERROR -> "it answered something that is no answer";
            case NOT_CONNECTED -> "not connected";
            case HIDDEN -> "connected, and one of the two runs with -hidden: nodes(), global and pg leave it out";
        };
        return fault.detail().isEmpty() ? words : words + " (" + fault.detail() + ")";
    }

    /** The cause as one word, as reasons are written. */
    static String word(Cause cause) {
        return switch (cause) {
            case NO_ADDRESS -> "NoAddress";
            case DNS_FAILURE -> "DnsFailure";
            case REFUSED -> "ConnectionRefused";
            case CONNECT_TIMEOUT -> "ConnectTimeout";
            case NOT_REGISTERED -> "NotRegistered";
            case NAME_MISMATCH -> "NameMismatch";
            case COOKIE_MISMATCH -> "CookieMismatch";
            case TLS_FAILED -> "TlsHandshakeFailed";
            case INCOMPATIBLE -> "IncompatibleRelease";
            case HANDSHAKE_FAILED -> "HandshakeFailed";
            case HANDSHAKE_TIMEOUT -> "HandshakeTimeout";
            case CALL_TIMEOUT -> "CallTimeout";
            case ONE_DIRECTION -> "OneDirection";
            case PROTOCOL_ERROR -> "ProtocolError";
            case NOT_CONNECTED -> "NotConnected";
            case HIDDEN -> "Hidden";
        };
    }
}
