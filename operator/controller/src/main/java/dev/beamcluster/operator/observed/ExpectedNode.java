package dev.beamcluster.operator.observed;

import java.util.Optional;

import dev.beamcluster.mesh.NodeName;

/** A node that is wanted: its name, its pod's name, and the pod where there is one. */
public record ExpectedNode(NodeName node, String podName, Optional<PodFacts> pod) {

    /** Whether the VM can be expected to answer: its container runs, and is not on its way out. */
    public boolean isUp() {
        return pod.filter(facts -> facts.running() && !facts.deleting()).isPresent();
    }
}
