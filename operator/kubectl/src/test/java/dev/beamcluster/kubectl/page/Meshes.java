package dev.beamcluster.kubectl.page;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.MeshStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.MissingLink;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;
import dev.beamcluster.kubectl.Golden;

/** Large meshes. */
final class Meshes {

    private static final int LISTED = 20;

    private Meshes() {}

    /** A BeamCluster with so many nodes, of which so many links are missing; its status lists 20 of them at most. */
    static BeamCluster of(int nodes, int missing) {
        BeamCluster cluster = Golden.read("cluster/whole.yaml", BeamCluster.class);
        BeamClusterStatus status = cluster.getStatus();
        int expected = nodes * (nodes - 1);
        var listed = new ArrayList<MissingLink>();
        for (int i = 1; i <= Math.min(missing, LISTED); i++) {
            listed.add(new MissingLink(name(0), name(i), "CallTimeout"));
        }
        List<NodeStatus> all = IntStream.range(0, nodes)
                .mapToObj(i -> node(i, missing == 0 ? NodeState.Meshed : NodeState.LinksMissing))
                .toList();
        cluster.setStatus(new BeamClusterStatus(
                3L,
                nodes,
                nodes,
                null,
                status.summary(),
                all,
                new MeshStatus(expected, expected - missing, listed, List.of(), List.of()),
                List.of(),
                null,
                status.conditions()));
        return cluster;
    }

    private static NodeStatus node(int ordinal, NodeState state) {
        return new NodeStatus(
                "chat-" + ordinal,
                name(ordinal),
                state,
                null,
                null,
                "2026-01-01T00:01:00Z",
                "2026-01-01T00:01:00Z",
                "chat-5d",
                "27",
                "chat 1.4.0");
    }

    private static String name(int ordinal) {
        return "chat@chat-%d.chat-nodes.shop.svc".formatted(ordinal);
    }
}
