package dev.beamcluster.operator.lifecycle;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import dev.beamcluster.operator.mesh.MeshReport;
import dev.beamcluster.operator.mesh.NodeName;
import dev.beamcluster.operator.mesh.NodeView;
import dev.beamcluster.operator.observed.NodeFact;
import dev.beamcluster.operator.observed.PodFacts;

/** Whether a node may be taken now. */
final class Gate {

    private final List<NodeFact> nodes;
    private final Optional<MeshReport> verified;
    private final boolean byMesh;

    /**
     * A gate.
     *
     * @param nodes those that must be fine
     * @param verified what was seen of the mesh since the pods are as they are; empty before the first look
     */
    Gate(List<NodeFact> nodes, Optional<MeshReport> verified, boolean byMesh) {
        this.nodes = nodes;
        this.verified = verified;
        this.byMesh = byMesh;
    }

    /** What has to be waited for; empty when the gate is open. */
    Optional<Progress> closedBy() {
        Optional<Progress> pod = nodes.stream()
                .filter(node -> node.pod().filter(PodFacts::isFine).isEmpty())
                .map(Gate::waits)
                .findFirst();
        return pod.isPresent() || !byMesh || isWhole() ? pod : Optional.of(new Progress.WaitsForMesh());
    }

    static Progress waits(NodeFact node) {
        return new Progress.WaitsForPod(node.podName(), node.pod().flatMap(PodFacts::failure));
    }

    /** Among these nodes; what others miss or are missed by is another matter. */
    private boolean isWhole() {
        Set<NodeName> names = new HashSet<>();
        nodes.forEach(node -> names.add(node.node()));
        return names.isEmpty()
                || verified.filter(report -> names.stream()
                                .map(name -> report.nodes().get(name))
                                .allMatch(view -> view instanceof NodeView.Reached reached
                                        && reached.faults().keySet().stream().noneMatch(names::contains)))
                        .isPresent();
    }

    /** The nodes without those that are so. */
    static List<NodeFact> without(List<NodeFact> nodes, Predicate<NodeFact> excluded) {
        return nodes.stream().filter(excluded.negate()).toList();
    }
}
