package dev.beamcluster.operator.status;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;

import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.FaultText;
import dev.beamcluster.mesh.NodeName;

/** Describes a fault, to be read after the node or link that has it. The same fault always gives the same text. */
final class FaultMessages {

    private FaultMessages() {}

    /** Describes the fault of a node, or of one direction of a link. */
    static String of(Fault fault) {
        return FaultText.of(fault);
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
            case CALL_TIMEOUT -> "calls time out in both directions" + FaultText.inBrackets(fault);
            case CONNECT_TIMEOUT -> "connections time out in both directions" + FaultText.inBrackets(fault);
            case REFUSED -> "connections refused in both directions" + FaultText.inBrackets(fault);
            default -> of(fault);
        };
    }
}
