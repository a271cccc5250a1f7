package dev.beamcluster.operator.metrics;

import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.status.FaultReason;

/**
 * The links of a mesh in numbers.
 *
 * @param expected directed links of the full mesh
 * @param established directed links that the last round verified
 * @param islands groups of nodes that are linked
 * @param missing how many directed links are known to be missing, by reason
 */
record MeshState(int expected, int established, int islands, SortedMap<Missing, Integer> missing) {

    /**
     * Why links are missing.
     *
     * @param betweenReady whether the pods of both nodes are ready and not terminating. Links of other nodes are missing in every
     *     rollout
     */
    record Missing(FaultReason reason, boolean betweenReady) implements Comparable<Missing> {

        private static final Comparator<Missing> ORDER =
                Comparator.comparing(Missing::reason).thenComparing(Missing::betweenReady);

        @Override
        public int compareTo(Missing other) {
            return ORDER.compare(this, other);
        }
    }

    static MeshState of(Snapshot seen, MeshReport report) {
        var ready = seen.nodes().stream()
                .filter(node -> node.pod().filter(PodFacts::isFine).isPresent())
                .map(ExpectedNode::node)
                .collect(Collectors.toSet());
        return new MeshState(
                report.expectedLinks(), established(report), report.islands().size(), missing(report, ready::contains));
    }

    private static int established(MeshReport report) {
        return report.nodes().values().stream()
                .mapToInt(view -> view instanceof NodeView.Reached reached
                        ? reached.answering().size()
                        : 0)
                .sum();
    }

    private static SortedMap<Missing, Integer> missing(MeshReport report, Predicate<NodeName> isReady) {
        var missing = new TreeMap<Missing, Integer>();
        report.missingLinks()
                .forEach((link, fault) -> missing.merge(
                        new Missing(
                                FaultReason.of(fault.cause()), isReady.test(link.from()) && isReady.test(link.to())),
                        1,
                        Integer::sum));
        return missing;
    }
}
