package dev.beamcluster.kubectl.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.Condition;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.MeshStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;
import dev.beamcluster.api.v1alpha1.Transition;
import dev.beamcluster.kubectl.view.Conditions;
import dev.beamcluster.kubectl.view.Health;
import dev.beamcluster.picture.MeshModel;
import dev.beamcluster.picture.MeshModel.Edge;
import dev.beamcluster.picture.MeshModel.Node;

/** What the status of a BeamCluster says, as a frame. */
public final class Frames {

    private Frames() {}

    /**
     * Returns the frame of a status.
     *
     * @param seen when the page saw it
     */
    public static Frame of(BeamCluster cluster, Instant seen) {
        @Nullable BeamClusterStatus status = cluster.getStatus();
        MeshModel mesh = MeshModel.of(status);
        List<Transition> history = status == null ? List.of() : status.history();
        return new Frame(
                seen.toString(),
                Frame.Source.seen,
                Health.of(cluster).word(),
                Conditions.find(cluster, "Ready")
                        .map(Condition::getLastTransitionTime)
                        .orElse(null),
                Conditions.reason(cluster, "Ready"),
                Conditions.message(cluster, "Ready"),
                rollout(cluster),
                mesh.counted(),
                mesh.established(),
                mesh.expected(),
                mesh.unlisted(),
                status == null
                        ? List.of()
                        : status.nodes().stream().map(PageNode::of).toList(),
                rows(mesh),
                faults(mesh, history),
                status == null ? List.of() : islands(status),
                status == null || status.mesh() == null
                        ? List.of()
                        : status.mesh().unexpectedNodes());
    }

    /**
     * Returns what the page itself saw of the links; everything else is as the operator says.
     *
     * @param mesh what it saw
     * @param at when it was done
     */
    public static Frame verified(BeamCluster cluster, MeshModel mesh, Health health, Instant at) {
        Frame reported = of(cluster, at);
        List<Transition> history =
                cluster.getStatus() == null ? List.of() : cluster.getStatus().history();
        return new Frame(
                at.toString(),
                Frame.Source.verified,
                health.word(),
                null,
                "",
                "",
                reported.rollout(),
                mesh.counted(),
                mesh.established(),
                mesh.expected(),
                mesh.unlisted(),
                mesh.nodes().stream().map(PageNode::of).toList(),
                rows(mesh),
                faults(mesh, history),
                reported.islands(),
                reported.unexpected());
    }

    private static String rollout(BeamCluster cluster) {
        return Conditions.find(cluster, "Reconciling")
                .map(condition -> condition.getReason() + ": " + condition.getMessage())
                .orElse("");
    }

    /** Returns the rows of {@link Frame#rows}. */
    static Map<String, String> rows(MeshModel mesh) {
        var rows = new TreeMap<String, String>();
        for (Node from : mesh.nodes()) {
            var row = new StringBuilder();
            mesh.nodes().forEach(to -> row.append(from.equals(to) ? '-' : letter(mesh.state(from, to))));
            if (row.indexOf("m") >= 0 || row.indexOf("u") >= 0) {
                rows.put(from.pod(), row.toString());
            }
        }
        return rows;
    }

    private static char letter(MeshModel.State state) {
        return switch (state) {
            case VERIFIED -> 'v';
            case MISSING -> 'm';
            case UNKNOWN -> 'u';
        };
    }

    static List<LinkFault> faults(MeshModel mesh, List<Transition> history) {
        Map<Edge, String> lost = lost(history);
        return mesh.missing().entrySet().stream()
                .map(entry -> new LinkFault(
                        entry.getKey().from(), entry.getKey().to(), entry.getValue(), lost.get(entry.getKey())))
                .sorted(LinkFault.ORDER)
                .toList();
    }

    /** Returns since when links are lost, as far as the history names them. */
    private static Map<Edge, String> lost(List<Transition> history) {
        var lost = new HashMap<Edge, String>();
        for (Transition transition : history) {
            transition.links().forEach(link -> {
                var edge = new Edge(link.from(), link.to());
                if (link.reason() == null) {
                    lost.remove(edge);
                } else {
                    lost.putIfAbsent(edge, transition.time());
                }
            });
        }
        return lost;
    }

    private static List<List<String>> islands(BeamClusterStatus status) {
        @Nullable MeshStatus mesh = status.mesh();
        if (mesh == null) {
            return List.of();
        }
        Map<String, String> pods =
                status.nodes().stream().collect(Collectors.toMap(NodeStatus::node, NodeStatus::pod, (one, _) -> one));
        var islands = new ArrayList<List<String>>();
        mesh.islands()
                .forEach(island -> islands.add(island.nodes().stream()
                        .map(node -> pods.getOrDefault(node, node))
                        .toList()));
        return islands;
    }
}
