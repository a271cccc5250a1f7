package dev.beamcluster.e2e.tests.kubectl;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.Island;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.MeshStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.MissingLink;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.Summary;

/**
 * What the operator would write of a large mesh, of which this machine cannot run the nodes.
 *
 * @param name of the BeamCluster
 * @param nodes of the mesh
 */
record WrittenStatus(String name, int nodes) {

    /** The status lists no more. */
    private static final int LISTED = 20;

    /** No link between so many nodes and the others; with 0, every link is verified. */
    BeamClusterStatus split(int first, Instant since) {
        int expected = nodes * (nodes - 1);
        int missing = 2 * first * (nodes - first);
        var islands = first == 0 ? List.<Island>of() : List.of(island(first, nodes), island(0, first));
        String message = first == 0
                ? "all %d links verified".formatted(expected)
                : "2 islands: %d nodes and %d nodes".formatted(nodes - first, first);
        String reason = first == 0 ? "FullMesh" : "Partitioned";
        return new BeamClusterStatus(
                1L,
                nodes,
                nodes,
                null,
                new Summary(
                        "%1$d/%1$d".formatted(nodes),
                        "%d/%d".formatted(expected - missing, expected),
                        first == 0 ? "1" : "2",
                        "27"),
                IntStream.range(0, nodes)
                        .mapToObj(ordinal -> node(ordinal, first > 0, since))
                        .toList(),
                new MeshStatus(expected, expected - missing, missingLinks(first), islands, List.of()),
                List.of(),
                null,
                List.of(
                        condition("Ready", first == 0, reason, message, since),
                        condition("Meshed", first == 0, reason, message, since)));
    }

    private Island island(int from, int to) {
        return new Island(IntStream.range(from, to).mapToObj(this::erlangName).toList());
    }

    private List<MissingLink> missingLinks(int first) {
        var links = new ArrayList<MissingLink>();
        for (int one = 0; one < first; one++) {
            for (int other = first; other < nodes; other++) {
                links.add(new MissingLink(erlangName(one), erlangName(other), "CallTimeout"));
                links.add(new MissingLink(erlangName(other), erlangName(one), "CallTimeout"));
            }
        }
        return links.subList(0, Math.min(LISTED, links.size()));
    }

    private NodeStatus node(int ordinal, boolean misses, Instant since) {
        return new NodeStatus(
                "%s-%d".formatted(name, ordinal),
                erlangName(ordinal),
                misses ? NodeState.LinksMissing : NodeState.Meshed,
                misses ? "CallTimeout" : null,
                misses ? "cannot call nodes of the other island" : null,
                since.toString(),
                misses ? null : since.toString(),
                name + "-5d8b4f",
                "27",
                name + " 1.4.0");
    }

    private String erlangName(int ordinal) {
        return "%1$s@%1$s-%2$d.%1$s-nodes.default.svc".formatted(name, ordinal);
    }

    private static Condition condition(String type, boolean isTrue, String reason, String message, Instant since) {
        return new ConditionBuilder()
                .withType(type)
                .withStatus(isTrue ? "True" : "False")
                .withReason(reason)
                .withMessage(message)
                .withObservedGeneration(1L)
                .withLastTransitionTime(since.toString())
                .build();
    }
}
