package dev.beamcluster.operator.rollout;

import java.util.List;

import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;
import dev.beamcluster.operator.observed.WorkloadFacts;

/**
 * Whether a node may be replaced without losing anything. A node that merely has not connected to the others yet may not: it may
 * be the last one that has the application's state.
 *
 * @param nodes the nodes of the spec, in ordinal order
 */
record ReplacementRules(List<ExpectedNode> nodes, VerifiedMesh mesh) {

    /** Whether the node's pod is ready and not terminating. */
    static boolean isFine(ExpectedNode node) {
        return node.pod().filter(PodFacts::isFine).isPresent();
    }

    /** Whether Kubernetes cannot run the node, so that only the new revision can fix it. */
    static boolean cannotRun(ExpectedNode node) {
        return node.pod().flatMap(PodFacts::failure).isPresent();
    }

    /** Whether Kubernetes cannot run the node, or refuses to create its pod. */
    static boolean cannotRun(ExpectedNode node, WorkloadFacts workload) {
        return cannotRun(node) || (node.pod().isEmpty() && workload.failure().isPresent());
    }

    /**
     * Whether the node has never joined the mesh. No link from or to it works, and a lower node of another revision is ready and
     * started earlier. A rollout goes from the highest ordinal down, so the rollout that created this node did not create the
     * lower one. The lower node is older, so a later rollout did not create it either. It is therefore not waiting to connect to
     * this node.
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

    /** Whether the node has never joined the mesh and never will: it can only be replaced. */
    boolean willNeverJoin(ExpectedNode node) {
        return neverJoined(node) && mesh.refusesPermanently(node.node());
    }

    /** Whether the node is not ready, has no peers, or cannot be in the mesh before it is replaced. */
    boolean isOutsideMesh(ExpectedNode node) {
        return !isFine(node)
                || nodes.size() == 1
                || neverJoined(node)
                || (mesh.refusesPermanently(node.node()) && mesh.isIsolated(node.node()));
    }

    /** Whether the node is not ready, or has never joined. */
    boolean isDispensable(ExpectedNode node) {
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
