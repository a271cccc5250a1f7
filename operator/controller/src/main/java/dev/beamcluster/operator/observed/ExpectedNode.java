package dev.beamcluster.operator.observed;

import java.util.Optional;

import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.NodeName;

/** A node that is wanted: its name, its pod's name, and the pod where there is one. */
public record ExpectedNode(NodeName node, String podName, Optional<PodFacts> pod) {

    /** Whether the VM can be expected to answer: its container runs, and its pod is not terminating. */
    public boolean isUp() {
        return pod.filter(facts -> facts.running() && !facts.deleting()).isPresent();
    }

    /** The node as the mesh monitor knows it. */
    public Member member() {
        return new Member(node, podName, pod.flatMap(PodFacts::address));
    }

    /** Whether its VM runs and its pod is terminating: the time to drain it. */
    public boolean isTerminating() {
        return pod.filter(facts -> facts.deleting() && facts.running()).isPresent();
    }
}
