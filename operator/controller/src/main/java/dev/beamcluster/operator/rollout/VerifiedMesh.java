package dev.beamcluster.operator.rollout;

import java.util.Optional;
import java.util.Set;

import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;

/**
 * What was seen of the mesh, as far as it decides on who may be taken.
 *
 * @param verified the last look at the wanted nodes at the addresses that their pods have now; empty before that
 */
record VerifiedMesh(Optional<MeshReport> verified) {

    /** Whether every link among these was verified; what others miss or are missed by is another matter. */
    boolean isWhole(Set<NodeName> names) {
        return names.isEmpty()
                || verified.filter(report -> names.stream()
                                .map(name -> report.nodes().get(name))
                                .allMatch(view -> view instanceof NodeView.Reached reached
                                        && reached.faults().keySet().stream().noneMatch(names::contains)))
                        .isPresent();
    }

    /** Whether no link works, neither to it nor from it, as far as those tell that answer. */
    boolean isAlone(NodeName node) {
        return verified.filter(report -> !report.isSeenByAPeer(node))
                .map(report -> report.nodes().get(node))
                .filter(view -> !(view instanceof NodeView.Reached reached)
                        || reached.answering().isEmpty())
                .isPresent();
    }

    /** Whether the node gave an answer that it gives for ever, however often it is asked: another release has to. */
    boolean refuses(NodeName node) {
        return verified.map(report -> report.nodes().get(node))
                .filter(view -> view instanceof NodeView.Unreachable unreachable
                        && switch (unreachable.fault().cause()) {
                            case COOKIE_MISMATCH, NAME_MISMATCH, TLS_FAILED, INCOMPATIBLE -> true;
                            default -> false;
                        })
                .isPresent();
    }
}
