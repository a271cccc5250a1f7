package dev.beamcluster.operator.rollout;

import java.util.List;

import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;

/**
 * What would be lost with a node that is to be replaced. One that merely has not met the others yet is waited for: it may be the last
 * one that knows what the application knows.
 *
 * @param nodes the nodes that are wanted, in ordinal order
 */
record ReplacementRules(List<ExpectedNode> nodes, VerifiedMesh sight) {

    /** It serves, and will for now. */
    static boolean isFine(ExpectedNode node) {
        return node.pod().filter(PodFacts::isFine).isPresent();
    }

    /** Kubernetes has given it up, and only the new revision can put it right. */
    static boolean isGivenUp(ExpectedNode node) {
        return node.pod().flatMap(PodFacts::failure).isPresent();
    }

    /**
     * It is in no mesh, came with a release that went no further, or that was overtaken, and started after one that serves. A rollout
     * goes from the highest ordinal down, so one below it that has another revision was not made by the same rollout; that it is
     * older as well shows that it was not made since, and waits to meet this node.
     */
    boolean neverJoined(ExpectedNode node) {
        return sight.isAlone(node.node())
                && nodes.subList(0, nodes.indexOf(node)).stream()
                        .filter(ReplacementRules::isFine)
                        .flatMap(lower -> lower.pod().stream())
                        .anyMatch(lower -> node.pod()
                                .filter(pod -> isOfAnother(lower, pod) && isOlder(lower, pod))
                                .isPresent());
    }

    /** It never joined, and cannot: it waits for its replacement as one does that Kubernetes has given up. */
    boolean neverWillJoin(ExpectedNode node) {
        return neverJoined(node) && sight.refuses(node.node());
    }

    /** It does not serve, or there is no mesh that it could be in, or it is in none and will not be before it is replaced. */
    boolean isOut(ExpectedNode node) {
        return !isFine(node)
                || nodes.size() == 1
                || neverJoined(node)
                || (sight.refuses(node.node()) && sight.isAlone(node.node()));
    }

    private static boolean isOfAnother(PodFacts lower, PodFacts pod) {
        return lower.revision().isPresent() && !lower.revision().equals(pod.revision());
    }

    private static boolean isOlder(PodFacts lower, PodFacts pod) {
        return pod.started()
                .filter(start -> lower.started().filter(start::isAfter).isPresent())
                .isPresent();
    }
}
