package dev.beamcluster.operator.rollout;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;

/** Whether a node may be taken now. */
final class Gate {

    private final List<ExpectedNode> nodes;
    private final VerifiedMesh sight;
    private final boolean byMesh;

    /**
     * A gate.
     *
     * @param nodes those that must be fine
     */
    Gate(List<ExpectedNode> nodes, VerifiedMesh sight, boolean byMesh) {
        this.nodes = nodes;
        this.sight = sight;
        this.byMesh = byMesh;
    }

    /** What has to be waited for; empty when the gate is open. */
    Optional<Progress> closedBy() {
        Optional<Progress> pod = nodes.stream()
                .filter(node -> !ReplacementRules.isFine(node))
                .map(Gate::waits)
                .findFirst();
        return pod.isPresent() || !byMesh || isWhole() ? pod : Optional.of(new Progress.WaitsForMesh());
    }

    static Progress waits(ExpectedNode node) {
        return new Progress.WaitsForPod(node.podName(), node.pod().flatMap(PodFacts::failure));
    }

    private boolean isWhole() {
        return sight.isWhole(nodes.stream().map(ExpectedNode::node).collect(Collectors.toSet()));
    }

    /** The nodes without those that are so. */
    static List<ExpectedNode> without(List<ExpectedNode> nodes, Predicate<ExpectedNode> excluded) {
        return nodes.stream().filter(excluded.negate()).toList();
    }
}
