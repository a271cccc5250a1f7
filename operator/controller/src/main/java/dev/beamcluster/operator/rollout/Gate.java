package dev.beamcluster.operator.rollout;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;

/** Decides whether a node may be replaced or removed now. */
final class Gate {

    private final List<ExpectedNode> nodes;
    private final VerifiedMesh mesh;
    private final boolean byMesh;

    /**
     * Creates a gate.
     *
     * @param nodes the nodes that must be ready and linked with each other
     * @param byMesh whether their links must be verified too
     */
    Gate(List<ExpectedNode> nodes, VerifiedMesh mesh, boolean byMesh) {
        this.nodes = nodes;
        this.mesh = mesh;
        this.byMesh = byMesh;
    }

    /** Returns what the next step waits for; empty if the gate is open. */
    Optional<Progress> closedBy() {
        Optional<Progress> pod = nodes.stream()
                .filter(node -> !ReplacementRules.isFine(node))
                .map(Gate::waits)
                .findFirst();
        if (pod.isPresent() || !byMesh) {
            return pod;
        }
        Set<NodeName> names = nodes.stream().map(ExpectedNode::node).collect(Collectors.toSet());
        if (mesh.hasFormerCookie(names)) {
            return Optional.of(new Progress.WaitsForCookie());
        }
        return mesh.isWhole(names) ? Optional.empty() : Optional.of(new Progress.WaitsForMesh());
    }

    static Progress waits(ExpectedNode node) {
        return new Progress.WaitsForPod(node.podName(), node.pod().flatMap(PodFacts::trouble));
    }

    static List<ExpectedNode> without(List<ExpectedNode> nodes, Predicate<ExpectedNode> excluded) {
        return nodes.stream().filter(excluded.negate()).toList();
    }
}
