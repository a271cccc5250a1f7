package dev.beamcluster.operator.rollout;

import java.util.Optional;
import java.util.Set;

import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;

/**
 * What the last mesh report says about nodes that may be replaced.
 *
 * @param verified the report, if it is of the nodes of the spec at the addresses that their pods have now
 */
record VerifiedMesh(Optional<MeshReport> verified) {

    /** Whether every link among these nodes was verified; links to other nodes do not count. */
    boolean isWhole(Set<NodeName> names) {
        return names.isEmpty()
                || verified.filter(report -> names.stream()
                                .map(name -> report.nodes().get(name))
                                .allMatch(view -> view instanceof NodeView.Reached reached
                                        && reached.faults().keySet().stream().noneMatch(names::contains)))
                        .isPresent();
    }

    /** Whether no link from or to the node works, as far as the nodes that answer know. */
    boolean isIsolated(NodeName node) {
        return verified.filter(report -> !report.isSeenByAPeer(node))
                .map(report -> report.nodes().get(node))
                .filter(view -> !(view instanceof NodeView.Reached reached)
                        || reached.answering().isEmpty())
                .isPresent();
    }

    /** Whether the node answered that it will never let the operator in: only another release or Secret changes that. */
    boolean refusesForGood(NodeName node) {
        return verified.map(report -> report.nodes().get(node))
                .filter(view -> view instanceof NodeView.Unreachable unreachable
                        && switch (unreachable.fault().cause()) {
                            case COOKIE_MISMATCH, NAME_MISMATCH, TLS_FAILED, INCOMPATIBLE -> true;
                            default -> false;
                        })
                .isPresent();
    }
}
