package dev.beamcluster.operator.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.beamcluster.operator.observed.NodeFact;
import dev.beamcluster.operator.observed.PodFacts;
import dev.beamcluster.operator.observed.WorkloadFacts.Revisions;

/** How far the pods are on the way to the revision that they are to have. */
final class Rollout {

    private final List<NodeFact> nodes;
    private final Revisions revisions;

    /** Ordinals of pods at another revision, highest first. */
    private final List<Integer> behind = new ArrayList<>();

    Rollout(List<NodeFact> nodes, Revisions revisions) {
        this.nodes = nodes;
        this.revisions = revisions;
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
            NodeFact node = nodes.get(ordinal);
            if (node.pod().filter(PodFacts::isFine).isEmpty()) {
                return Optional.of(Gate.waits(node));
            }
        }
        return Optional.empty();
    }

    /** Whether replacing the next one costs nothing, since it does not serve; so a good spec heals what a bad one broke. */
    boolean nextIsDownAnyway() {
        return nodes.get(highestBehind()).pod().filter(PodFacts::isFine).isEmpty();
    }

    /**
     * Those that are next need not be in the mesh to be replaced, and may be what breaks it; one that Kubernetes has given up at the
     * old revision can only be put right by the new one.
     */
    boolean holdsUpNothing(NodeFact node, int atOnce) {
        boolean isNext = nodes.indexOf(node) >= openFor(atOnce);
        return isBehind(node)
                && (isNext || node.pod().flatMap(PodFacts::failure).isPresent());
    }

    /** The partition that lets so many more be replaced. */
    int openFor(int count) {
        return behind.get(Math.min(count, behind.size()) - 1);
    }

    Progress moving() {
        int updated = nodes.size() - behind.size();
        return new Progress.Moving(
                behind.isEmpty()
                        ? "all " + nodes.size() + " pods are at the new revision, and are about to be counted"
                        : updated + " of " + nodes.size() + " pods are at the new revision; "
                                + nodes.get(highestBehind()).podName() + " is next");
    }

    private boolean isBehind(NodeFact node) {
        return node.pod()
                .flatMap(PodFacts::revision)
                .filter(revision -> !revision.equals(revisions.update()))
                .isPresent();
    }
}
