package dev.beamcluster.operator.reconcile;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;

/**
 * Follows the nodes of a BeamCluster that is gone, until each is drained or goes on running. A pod is sent away a moment after its
 * BeamCluster, by garbage collection, or never: its application would be shut while everybody counts on it.
 */
final class DeletedClusterDrain {

    private static final Logger LOG = LoggerFactory.getLogger(DeletedClusterDrain.class);

    private final BeamCluster cluster;
    private final Supplier<List<PodFacts>> pods;
    private final Consumer<ExpectedNode> onDeparture;
    private final Predicate<ExpectedNode> isBeingDrained;

    /**
     * A farewell that was not said yet.
     *
     * @param cluster as it was seen last
     * @param pods those that are there now; it may throw
     * @param onDeparture is told of a node on its way out, again and again
     */
    DeletedClusterDrain(
            BeamCluster cluster,
            Supplier<List<PodFacts>> pods,
            Consumer<ExpectedNode> onDeparture,
            Predicate<ExpectedNode> isBeingDrained) {
        this.cluster = cluster;
        this.pods = pods;
        this.onDeparture = onDeparture;
        this.isBeingDrained = isBeingDrained;
    }

    /**
     * Returns when nothing is left to be drained.
     *
     * @param pause between two looks
     * @param patience how long pods may take to be sent away, and to be read at all
     */
    void say(Duration pause, Duration patience) throws InterruptedException {
        long began = System.nanoTime();
        List<ExpectedNode> left = List.of();
        Optional<Set<String>> own = Optional.empty();
        while (true) {
            boolean isLate = System.nanoTime() - began > patience.toNanos();
            Optional<List<ExpectedNode>> there = look();
            // Pods that come later are those of another BeamCluster of the same name.
            own = own.isEmpty() ? there.map(DeletedClusterDrain::uids) : own;
            Set<String> known = own.orElse(Set.of());
            left = there.map(nodes -> of(known, nodes)).orElse(left);
            left.stream().filter(ExpectedNode::isTerminating).forEach(onDeparture);
            boolean isKnown = !own.isEmpty() || isLate;
            if (isKnown && left.stream().allMatch(node -> isDone(node, isLate))) {
                return;
            }
            Thread.sleep(pause);
        }
    }

    private boolean isDone(ExpectedNode node, boolean isLate) {
        return node.isTerminating()
                ? !isBeingDrained.test(node)
                // One that is deleted and does not run has nothing to finish.
                : isLate || node.pod().filter(PodFacts::deleting).isPresent();
    }

    /** Those that have a pod; empty where nobody can tell. */
    private Optional<List<ExpectedNode>> look() {
        try {
            List<PodFacts> there = pods.get();
            return Optional.of(Stream.concat(
                            Snapshots.nodes(cluster, there).stream(),
                            Snapshots.leaving(cluster, there).values().stream())
                    .filter(node -> node.pod().isPresent())
                    .toList());
        } catch (RuntimeException e) {
            LOG.atDebug().addKeyValue("cluster", Naming.id(cluster)).log("its pods cannot be read: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static List<ExpectedNode> of(Set<String> uids, List<ExpectedNode> nodes) {
        return nodes.stream()
                .filter(node -> uids.containsAll(uids(List.of(node))))
                .toList();
    }

    private static Set<String> uids(List<ExpectedNode> nodes) {
        return nodes.stream()
                .flatMap(node -> node.pod().stream())
                .map(PodFacts::uid)
                .collect(Collectors.toSet());
    }
}
