package dev.beamcluster.operator.status;

import java.util.HashMap;
import java.util.Map;

import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.operator.observed.Snapshot;

/** The shortest unique name of a node: its pod's name, or its full name if it is not a node of this BeamCluster. */
final class PodNames {

    private final Map<NodeName, String> pods = new HashMap<>();

    private PodNames() {}

    static PodNames of(Snapshot seen) {
        var names = new PodNames();
        seen.allNodes().forEach(node -> names.pods.put(node.node(), node.podName()));
        return names;
    }

    String of(NodeName node) {
        return pods.getOrDefault(node, node.toString());
    }
}
