package dev.beamcluster.operator.status;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;
import dev.beamcluster.operator.observed.PodTrouble;
import dev.beamcluster.operator.observed.Snapshot;

/** Why nodes do not answer that cannot, because of their pods. The network between such nodes may be fine. */
final class PodDown {

    private PodDown() {}

    /** Returns what is wrong with the pods of these nodes, by node. Nodes whose pod should answer are left out. */
    static Map<NodeName, String> among(Snapshot seen) {
        var down = new TreeMap<NodeName, String>();
        for (ExpectedNode node : seen.nodes()) {
            Optional<PodTrouble> trouble = seen.trouble(node).filter(PodTrouble::explainsSilence);
            if (trouble.isPresent() || !node.isUp()) {
                down.put(
                        node.node(),
                        trouble.map(found -> PodTroubleMessages.of(found, node.podName()))
                                .orElseGet(() -> of(node)));
            }
        }
        return down;
    }

    /** Describes a pod that is not in trouble and not running. */
    static String of(ExpectedNode node) {
        if (node.pod().isEmpty()) {
            return "no pod yet";
        }
        return node.pod().filter(PodFacts::deleting).isPresent() ? "pod is terminating" : "container is not running";
    }
}
