package dev.beamcluster.operator.observed;

import java.util.Optional;

import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.NodeName;

/** A node that the spec asks for: its name, its pod's name, and the pod if it exists. */
public record ExpectedNode(NodeName node, String podName, Optional<PodFacts> pod) {

    /** Whether the VM is expected to answer: its container is running, and its pod is not terminating. */
    public boolean isUp() {
        return pod.filter(facts -> facts.running() && !facts.deleting()).isPresent();
    }

    /** Returns the node as a member for the mesh monitor. */
    public Member member() {
        return new Member(node, podName, pod.flatMap(PodFacts::address));
    }

    /** Whether the VM is running and its pod is terminating, so that it must be drained. */
    public boolean isTerminating() {
        return pod.filter(facts -> facts.deleting() && facts.running()).isPresent();
    }
}
