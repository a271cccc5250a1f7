package dev.beamcluster.operator.rollout;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.NodeInfo;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;

/**
 * What the operator sees of the mesh of a {@link Workload}: every ready node is connected to the nodes that it has met.
 *
 * @param wanted how many nodes the spec asks for
 * @param apart nodes that have lost all their links
 */
record WorkloadMesh(Workload workload, int wanted, List<Integer> apart) {

    private static final NodeInfo FACTS =
            new NodeInfo("27", "chat 1", new TreeMap<>(), Optional.of(60), true, "inet_tcp", false);

    MeshReport report() {
        var views = new TreeMap<NodeName, NodeView>();
        for (int from = 0; from < wanted; from++) {
            views.put(Workload.name(from), view(from));
        }
        return new MeshReport(views);
    }

    private NodeView view(int from) {
        if (!workload.isUp(from)) {
            return new NodeView.Unreachable(new Fault(Cause.REFUSED));
        }
        if (!workload.isIn(from)) {
            return new NodeView.Unreachable(new Fault(Cause.COOKIE_MISMATCH));
        }
        var answering = new TreeSet<NodeName>();
        var faults = new TreeMap<NodeName, Fault>();
        for (int to = 0; to < wanted; to++) {
            if (to != from && workload.areLinked(from, to) && !apart.contains(from) && !apart.contains(to)) {
                answering.add(Workload.name(to));
            } else if (to != from) {
                faults.put(Workload.name(to), new Fault(Cause.NOT_CONNECTED));
            }
        }
        return new NodeView.Reached(FACTS, answering, faults, new TreeSet<>());
    }
}
