package dev.beamcluster.operator.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;

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

    /**
     * Whether the node is in the mesh: it answers, and so does every peer that it should be able to call. A link that is missing
     * counts against the node that started later, since it has to join the other. A peer that is not ready, or that no node
     * reaches, is missing for a reason of its own.
     *
     * @param nodes all nodes of the spec
     * @param isolated those of them that are {@linkplain #isIsolated isolated}
     */
    boolean includes(ExpectedNode node, List<ExpectedNode> nodes, Set<NodeName> isolated) {
        List<ExpectedNode> peers = nodes.stream()
                .filter(peer -> !peer.node().equals(node.node()))
                .filter(peer -> ReplacementRules.isFine(peer) && !isYounger(peer, node))
                .toList();
        boolean answers = verified.map(report -> report.nodes().get(node.node()))
                .filter(view -> view instanceof NodeView.Reached reached
                        && peers.stream()
                                .filter(peer -> reached.faults().containsKey(peer.node()))
                                .allMatch(peer -> isolated.contains(peer.node())))
                .isPresent();
        return answers
                && (!isolated.contains(node.node())
                        || peers.stream().allMatch(peer -> refusesPermanently(peer.node())));
    }

    private static boolean isYounger(ExpectedNode one, ExpectedNode other) {
        return started(one).isAfter(started(other));
    }

    private static Instant started(ExpectedNode node) {
        return node.pod().flatMap(PodFacts::started).orElse(Instant.MAX);
    }

    /** Whether one of these nodes runs with a former cookie, so that a node that starts now cannot join it. */
    boolean hasFormerCookie(Set<NodeName> names) {
        return verified.filter(report -> report.withFormerCookie().stream().anyMatch(names::contains))
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
