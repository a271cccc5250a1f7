package dev.beamcluster.operator.status;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.operator.observed.Snapshot;

/**
 * The faults of a report, each counted once: a node that no peer reaches is one fault, not one for each peer.
 *
 * @param links missing links, except those to nodes that are gone
 * @param gone nodes that neither the operator nor any peer reaches, or whose container is not running according to Kubernetes; a
 *     node without peers counts only if its answer proves that it is down
 * @param unreachable all nodes that do not answer the operator
 * @param islands groups of the nodes that answered
 */
record MeshDiagnosis(
        SortedMap<Link, Fault> links,
        SortedMap<NodeName, Fault> gone,
        SortedMap<NodeName, Fault> unreachable,
        List<SortedSet<NodeName>> islands) {

    static MeshDiagnosis of(Snapshot seen, MeshReport report) {
        SortedMap<NodeName, Fault> unreachable = report.unreachable();
        var gone = new TreeMap<>(unreachable);
        boolean anyoneAnswers = unreachable.size() < report.nodes().size();
        gone.entrySet().removeIf(entry -> !isGone(entry.getKey(), entry.getValue(), seen, report, anyoneAnswers));
        var links = new TreeMap<>(report.missingLinks());
        // A node that only the operator cannot reach is up, so a link that its peers do not have is missing.
        links.keySet().removeIf(link -> gone.containsKey(link.to()));
        return new MeshDiagnosis(links, gone, unreachable, islands(report, unreachable));
    }

    private static boolean isGone(NodeName node, Fault fault, Snapshot seen, MeshReport report, boolean anyoneAnswers) {
        boolean up = seen.nodes().stream().anyMatch(fact -> fact.node().equals(node) && fact.isUp());
        return !up || (!report.isSeenByAPeer(node) && (anyoneAnswers || isDownForCertain(fault.cause())));
    }

    /** Whether the cause proves that the node is down or not distributed, and not merely unreachable for the operator. */
    private static boolean isDownForCertain(Cause cause) {
        return switch (cause) {
            case REFUSED, NOT_REGISTERED, NO_ADDRESS, HANDSHAKE_FAILED, PROTOCOL_ERROR -> true;
            case CONNECT_TIMEOUT,
                    CALL_TIMEOUT,
                    ONE_DIRECTION,
                    HANDSHAKE_TIMEOUT,
                    DNS_FAILURE,
                    NAME_MISMATCH,
                    COOKIE_MISMATCH,
                    TLS_FAILED,
                    PROTOCOL_MISMATCH,
                    INCOMPATIBLE,
                    OPERATOR_ERROR,
                    NOT_CONNECTED,
                    HIDDEN -> false;
        };
    }

    private static List<SortedSet<NodeName>> islands(MeshReport report, SortedMap<NodeName, Fault> unreachable) {
        return report.islands().stream()
                .<SortedSet<NodeName>>map(TreeSet::new)
                .filter(island -> !unreachable.keySet().containsAll(island))
                .toList();
    }
}
