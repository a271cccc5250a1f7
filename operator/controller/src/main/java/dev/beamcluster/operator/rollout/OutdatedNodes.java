package dev.beamcluster.operator.rollout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;
import dev.beamcluster.operator.observed.WorkloadFacts;

/**
 * The nodes whose pods do not have the update revision, and the order in which they are replaced. A node without a pod is one of
 * them if Kubernetes refuses to create its pod, and would create it at the former revision: only the new one can fix that.
 */
final class OutdatedNodes {

    private final List<ExpectedNode> nodes;
    private final WorkloadFacts workload;
    private final ReplacementRules rules;

    /** Ordinals of pods with another revision, highest first. */
    private final List<Integer> outdated = new ArrayList<>();

    OutdatedNodes(List<ExpectedNode> nodes, WorkloadFacts workload, VerifiedMesh mesh) {
        this.nodes = nodes;
        this.workload = workload;
        this.rules = new ReplacementRules(nodes, mesh);
        for (int ordinal = nodes.size() - 1; ordinal >= 0; ordinal--) {
            if (isOutdated(nodes.get(ordinal))) {
                outdated.add(ordinal);
            }
        }
    }

    boolean isComplete() {
        return outdated.isEmpty() && !workload.revisions().differ();
    }

    /** Returns the ordinal of the node that is replaced next, or -1. */
    int highest() {
        return outdated.isEmpty() ? -1 : outdated.getFirst();
    }

    /** Returns an updated node that is not ready. It stops the rollout after one node, not after all. */
    Optional<Progress> waitsForUpdated() {
        return nodes.subList(highest() + 1, nodes.size()).reversed().stream()
                .filter(node -> !ReplacementRules.isFine(node))
                .findFirst()
                .map(Gate::waits);
    }

    /**
     * Returns the nodes that a rollout has replaced, highest ordinal first. Such a node is younger than one that is still outdated:
     * nodes that a reverted rollout has not reached are older than those that it has.
     *
     * @param from the lowest ordinal that the last rollout has replaced, for the time when no node is outdated
     */
    List<ExpectedNode> replaced(int from) {
        return outdated.isEmpty()
                ? nodes.subList(Math.min(from, nodes.size()), nodes.size()).reversed()
                : nodes.reversed().stream()
                        .filter(node -> !isOutdated(node))
                        .filter(node -> outdated.stream().map(nodes::get).anyMatch(old -> isYounger(node, old)))
                        .toList();
    }

    private static boolean isYounger(ExpectedNode one, ExpectedNode other) {
        return created(one)
                .filter(since -> created(other).filter(since::isAfter).isPresent())
                .isPresent();
    }

    private static Optional<Instant> created(ExpectedNode node) {
        return node.pod().map(pod -> pod.history().created());
    }

    /**
     * Returns the possible next steps, the largest first. The planner takes the first one whose gate is open.
     *
     * @param maxUnavailable how many nodes may be replaced in one step
     */
    List<Step> steps(int maxUnavailable) {
        return List.of(
                step(
                        maxUnavailable,
                        node -> rules.willNeverJoin(node)
                                || (isNext(node, maxUnavailable) && rules.isOutsideMesh(node)),
                        false),
                step(Math.min(maxUnavailable, countNext(rules::isDispensable)), rules::isDispensable, true),
                // A working spec replaces the nodes that a bad one broke, even if others are broken too.
                new Step(Math.min(maxUnavailable, countNext(node -> !ReplacementRules.isFine(node))), List.of(), true));
    }

    /**
     * One step.
     *
     * @param count how many nodes it replaces; 0 if there are none of that kind
     * @param waitsFor the nodes that must be ready first
     * @param losesNothing whether all nodes that it replaces are not ready, or never joined the mesh
     */
    record Step(int count, List<ExpectedNode> waitsFor, boolean losesNothing) {}

    private Step step(int count, Predicate<ExpectedNode> isDispensable, boolean losesNothing) {
        return new Step(
                count,
                nodes.stream()
                        .filter(node -> !isOutdated(node)
                                || !(ReplacementRules.cannotRun(node, workload) || isDispensable.test(node)))
                        .toList(),
                losesNothing);
    }

    private int countNext(Predicate<ExpectedNode> condition) {
        return (int) outdated.stream().map(nodes::get).takeWhile(condition).count();
    }

    private boolean isNext(ExpectedNode node, int count) {
        return nodes.indexOf(node) >= partitionFor(count);
    }

    /** Returns the partition that replaces {@code count} more nodes. */
    int partitionFor(int count) {
        return outdated.get(Math.min(count, outdated.size()) - 1);
    }

    /** Returns how many nodes this partition still replaces. */
    int countFrom(int partition) {
        return (int) outdated.stream().filter(ordinal -> ordinal >= partition).count();
    }

    Progress moving() {
        int updated = nodes.size() - outdated.size();
        return new Progress.Moving(
                outdated.isEmpty()
                        ? "all pods updated; waiting for the StatefulSet status"
                        : updated + " of " + nodes.size() + " pods updated; "
                                + nodes.get(highest()).podName() + " is next");
    }

    private boolean isOutdated(ExpectedNode node) {
        return node.pod().isPresent()
                ? node.pod()
                        .flatMap(PodFacts::revision)
                        .filter(revision ->
                                !revision.equals(workload.revisions().update()))
                        .isPresent()
                : isRefusedAtTheFormerRevision(node);
    }

    /** Pods below the partition are created at the former revision (Kubernetes, StatefulSet, partitioned rolling updates). */
    private boolean isRefusedAtTheFormerRevision(ExpectedNode node) {
        return workload.failure().isPresent()
                && workload.revisions().differ()
                && nodes.indexOf(node) < workload.target().partition();
    }
}
