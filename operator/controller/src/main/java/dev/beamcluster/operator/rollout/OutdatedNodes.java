package dev.beamcluster.operator.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;
import dev.beamcluster.operator.observed.WorkloadFacts.Revisions;

/** How far the pods are on the way to the revision that they are to have. */
final class OutdatedNodes {

    private final List<ExpectedNode> nodes;
    private final Revisions revisions;
    private final ReplacementRules standing;

    /** Ordinals of pods at another revision, highest first. */
    private final List<Integer> behind = new ArrayList<>();

    OutdatedNodes(List<ExpectedNode> nodes, Revisions revisions, VerifiedMesh sight) {
        this.nodes = nodes;
        this.revisions = revisions;
        this.standing = new ReplacementRules(nodes, sight);
        for (int ordinal = nodes.size() - 1; ordinal >= 0; ordinal--) {
            if (isBehind(nodes.get(ordinal))) {
                behind.add(ordinal);
            }
        }
    }

    boolean isComplete() {
        return behind.isEmpty() && !revisions.differ();
    }

    /** The ordinal of the pod that is next, or -1. */
    int highestBehind() {
        return behind.isEmpty() ? -1 : behind.getFirst();
    }

    /** What came with the new revision and is not fine stops the rollout: after one node, not after all. */
    Optional<Progress> waitsForTheNewOnes() {
        for (int ordinal = nodes.size() - 1; ordinal > highestBehind(); ordinal--) {
            ExpectedNode node = nodes.get(ordinal);
            if (!ReplacementRules.isFine(node)) {
                return Optional.of(Gate.waits(node));
            }
        }
        return Optional.empty();
    }

    /**
     * What may be done next, the most first; the first of them whose gate is open is done.
     *
     * @param atOnce how many nodes may be missing
     */
    List<Step> steps(int atOnce) {
        return List.of(
                step(atOnce, node -> standing.neverWillJoin(node) || (isNext(node, atOnce) && standing.isOut(node))),
                step(Math.min(atOnce, nextThat(this::isMissedByNobody)), this::isMissedByNobody),
                // A good spec heals what a bad one broke, whatever else is broken.
                new Step(Math.min(atOnce, nextThat(node -> !ReplacementRules.isFine(node))), List.of()));
    }

    /**
     * One step.
     *
     * @param count how many nodes it takes; 0 where there are none of that kind
     * @param waitsFor the nodes that must be fine before
     */
    record Step(int count, List<ExpectedNode> waitsFor) {}

    private Step step(int count, Predicate<ExpectedNode> holdsUpNothing) {
        return new Step(
                count,
                nodes.stream()
                        .filter(node ->
                                !isBehind(node) || !(ReplacementRules.isGivenUp(node) || holdsUpNothing.test(node)))
                        .toList());
    }

    private boolean isMissedByNobody(ExpectedNode node) {
        return !ReplacementRules.isFine(node) || standing.neverJoined(node);
    }

    private int nextThat(Predicate<ExpectedNode> are) {
        return (int) behind.stream().map(nodes::get).takeWhile(are).count();
    }

    private boolean isNext(ExpectedNode node, int count) {
        return nodes.indexOf(node) >= openFor(count);
    }

    /** The partition that lets so many more be replaced. */
    int openFor(int count) {
        return behind.get(Math.min(count, behind.size()) - 1);
    }

    /** How many this partition lets be replaced. */
    int behindFrom(int partition) {
        return (int) behind.stream().filter(ordinal -> ordinal >= partition).count();
    }

    Progress moving() {
        int updated = nodes.size() - behind.size();
        return new Progress.Moving(
                behind.isEmpty()
                        ? "all pods updated; waiting for the StatefulSet status"
                        : updated + " of " + nodes.size() + " pods updated; "
                                + nodes.get(highestBehind()).podName() + " is next");
    }

    private boolean isBehind(ExpectedNode node) {
        return node.pod()
                .flatMap(PodFacts::revision)
                .filter(revision -> !revision.equals(revisions.update()))
                .isPresent();
    }
}
