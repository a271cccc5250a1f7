package dev.beamcluster.operator.rollout;

import java.util.Optional;
import java.util.Set;

import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;

/**
 * The last mesh report, for decisions about nodes that may be replaced.
 *
 * @param verified the report, if it covers the nodes of the spec at the current addresses of their pods
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

    /** Whether no link from or to the node works, according to the nodes that answer. */
    boolean isIsolated(NodeName node) {
        return verified.filter(report -> !report.isSeenByAPeer(node))
                .map(report -> report.nodes().get(node))
                .filter(view -> !(view instanceof NodeView.Reached reached)
                        || reached.answering().isEmpty())
                .isPresent();
    }

    /** Whether the node permanently refuses the operator: only another release or Secret changes that. */
    boolean refusesPermanently(NodeName node) {
        return verified.map(report -> report.nodes().get(node))
                .filter(view -> view instanceof NodeView.Unreachable unreachable
                        && switch (unreachable.fault().cause()) {
                            case COOKIE_MISMATCH, NAME_MISMATCH, TLS_FAILED, INCOMPATIBLE -> true;
                            default -> false;
                        })
                .isPresent();
    }
}
