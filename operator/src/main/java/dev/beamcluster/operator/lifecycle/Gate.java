package dev.beamcluster.operator.lifecycle;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.beamcluster.operator.observed.NodeFact;
import dev.beamcluster.operator.observed.PodFacts;

/** Whether a node may be taken now. */
final class Gate {

    private final List<NodeFact> nodes;
    private final Sight sight;
    private final boolean byMesh;

    /**
     * A gate.
     *
     * @param nodes those that must be fine
     */
    Gate(List<NodeFact> nodes, Sight sight, boolean byMesh) {
        this.nodes = nodes;
        this.sight = sight;
        this.byMesh = byMesh;
    }

    /** What has to be waited for; empty when the gate is open. */
    Optional<Progress> closedBy() {
        Optional<Progress> pod = nodes.stream()
                .filter(node -> !Standing.isFine(node))
                .map(Gate::waits)
                .findFirst();
        return pod.isPresent() || !byMesh || isWhole() ? pod : Optional.of(new Progress.WaitsForMesh());
    }

    static Progress waits(NodeFact node) {
        return new Progress.WaitsForPod(node.podName(), node.pod().flatMap(PodFacts::failure));
    }

    private boolean isWhole() {
        return sight.isWhole(nodes.stream().map(NodeFact::node).collect(Collectors.toSet()));
    }

    /** The nodes without those that are so. */
    static List<NodeFact> without(List<NodeFact> nodes, Predicate<NodeFact> excluded) {
        return nodes.stream().filter(excluded.negate()).toList();
    }
}
