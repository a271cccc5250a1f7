package dev.beamcluster.operator.status;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.NodeName;

/** Describes a fault, to be read after the node or link that has it. The same fault always gives the same text. */
final class FaultMessages {

    private FaultMessages() {}

    /** Describes the fault of a node, or of one direction of a link. */
    static String of(Fault fault) {
        return what(fault.cause()) + inBrackets(fault);
    }

    /** Describes the faults of several nodes. Nodes with the same fault share one item. */
    static String of(SortedMap<NodeName, Fault> faults, PodNames pods) {
        return of(faults, pods, Map.of());
    }

    /**
     * Describes the faults of several nodes.
     *
     * @param better better descriptions of some of them
     */
    static String of(SortedMap<NodeName, Fault> faults, PodNames pods, Map<NodeName, String> better) {
        var podsByFault = new LinkedHashMap<String, List<String>>();
        faults.forEach((node, fault) -> podsByFault
                .computeIfAbsent(
                        Objects.requireNonNullElseGet(better.get(node), () -> of(fault)), _ -> new ArrayList<>())
                .add(pods.of(node)));
        return ShortList.ofSentences(podsByFault.entrySet().stream()
                .map(entry -> ShortList.of(entry.getValue()) + ": " + entry.getKey())
                .toList());
    }

    /** Describes a fault that a link has in both directions. */
    static String ofBothDirections(Fault fault) {
        return switch (fault.cause()) {
            case CALL_TIMEOUT -> "calls time out in both directions" + inBrackets(fault);
            case CONNECT_TIMEOUT -> "connections time out in both directions" + inBrackets(fault);
            case REFUSED -> "connections refused in both directions" + inBrackets(fault);
            default -> of(fault);
        };
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

    private static String inBrackets(Fault fault) {
        String text = Stream.of(fault.detail(), hint(fault.cause()))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
        return text.isEmpty() ? "" : " (" + text + ")";
    }
}
