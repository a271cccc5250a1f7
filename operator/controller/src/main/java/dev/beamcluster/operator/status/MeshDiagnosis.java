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
 * What a report says is wrong, with the consequences of one fault folded into it: that no peer reaches a node which is gone is
 * one fault, not one a peer.
 *
 * @param links missing links, save those to nodes that are gone
 * @param gone nodes that do not answer, and it is not the operator that is blind: no peer reaches them either, or Kubernetes says
 *     that their container does not run; where there is no peer to ask, what answered was a refusal
 * @param unreachable all nodes that do not answer the operator
 * @param islands groups of the nodes that answered
 */
record MeshDiagnosis(
        SortedMap<Link, Fault> links,
        SortedMap<NodeName, Fault> gone,
        SortedMap<NodeName, Fault> unreachable,
        List<SortedSet<NodeName>> islands) {

    static MeshDiagnosis of(Snapshot observed, MeshReport report) {
        SortedMap<NodeName, Fault> unreachable = report.unreachable();
        var gone = new TreeMap<>(unreachable);
        boolean anyoneAnswers = unreachable.size() < report.nodes().size();
        gone.entrySet().removeIf(entry -> !isGone(entry.getKey(), entry.getValue(), observed, report, anyoneAnswers));
        var links = new TreeMap<>(report.missingLinks());
        // Of a node that only the operator does not see, what its peers say is true.
        links.keySet().removeIf(link -> gone.containsKey(link.to()));
        return new MeshDiagnosis(links, gone, unreachable, islands(report, unreachable));
    }

    private static boolean isGone(
            NodeName node, Fault fault, Snapshot observed, MeshReport report, boolean anyoneAnswers) {
        boolean up = observed.nodes().stream().anyMatch(fact -> fact.node().equals(node) && fact.isUp());
        return !up || (!report.isSeenByAPeer(node) && (anyoneAnswers || isKnownToBeDown(fault.cause())));
    }

    /** An answer that only a node which is down, or not distributed, gives: no blindness of the operator's. */
    private static boolean isKnownToBeDown(Cause cause) {
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
                    INCOMPATIBLE,
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
