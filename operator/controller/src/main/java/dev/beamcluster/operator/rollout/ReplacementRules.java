package dev.beamcluster.operator.rollout;

import java.util.List;

import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;

/**
 * Whether a node may be replaced unmissed, because nothing would be lost with it. A node that only has not met the others yet is
 * missed: it may be the last one that has the application's state.
 *
 * @param nodes the nodes of the spec, in ordinal order
 */
record ReplacementRules(List<ExpectedNode> nodes, VerifiedMesh mesh) {

    /** It is ready, and not terminating. */
    static boolean isFine(ExpectedNode node) {
        return node.pod().filter(PodFacts::isFine).isPresent();
    }

    /** Kubernetes cannot run it, and only the new revision can fix that. */
    static boolean isGivenUp(ExpectedNode node) {
        return node.pod().flatMap(PodFacts::failure).isPresent();
    }

    /**
     * No link from or to it works, and a lower node of another revision is ready and started earlier. A rollout goes from the highest
     * ordinal down, so that lower node was not made by the rollout that made this one. Being older as well, it was not made after it
     * either, and so it is not waiting to meet this node.
     */
    boolean neverJoined(ExpectedNode node) {
        return mesh.isIsolated(node.node())
                && nodes.subList(0, nodes.indexOf(node)).stream()
                        .filter(ReplacementRules::isFine)
                        .flatMap(lower -> lower.pod().stream())
                        .anyMatch(lower -> node.pod()
                                .filter(pod -> hasAnotherRevision(lower, pod) && isOlder(lower, pod))
                                .isPresent());
    }

    /** It never joined the mesh, and never will: it only waits for its replacement. */
    boolean willNeverJoin(ExpectedNode node) {
        return neverJoined(node) && mesh.refusesForGood(node.node());
    }

    /** It is not ready, has no peers, or cannot be in the mesh before it is replaced. */
    boolean isOutOfTheMesh(ExpectedNode node) {
        return !isFine(node)
                || nodes.size() == 1
                || neverJoined(node)
                || (mesh.refusesForGood(node.node()) && mesh.isIsolated(node.node()));
    }

    /** It is not ready, or never joined. */
    boolean isUnmissed(ExpectedNode node) {
        return !isFine(node) || neverJoined(node);
    }

    private static boolean hasAnotherRevision(PodFacts lower, PodFacts pod) {
        return lower.revision().isPresent() && !lower.revision().equals(pod.revision());
    }

    private static boolean isOlder(PodFacts lower, PodFacts pod) {
        return pod.started()
                .filter(start -> lower.started().filter(start::isAfter).isPresent())
                .isPresent();
    }
}
