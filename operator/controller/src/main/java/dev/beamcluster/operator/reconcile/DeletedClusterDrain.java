package dev.beamcluster.operator.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;

/**
 * Follows the nodes of a BeamCluster that is no longer reconciled, until each is drained or left running. Garbage collection
 * deletes a pod a moment after its BeamCluster, or never (orphaned pods). Draining without waiting for that deletion would shut
 * down an application that is still in use.
 */
final class DeletedClusterDrain {

    private final BeamCluster cluster;
    private final Supplier<List<ExpectedNode>> nodes;
    private final BooleanSupplier isGone;
    private final Drainer drainer;
    private final InstantSource clock;

    /**
     * Creates a drain that has not started.
     *
     * @param cluster the BeamCluster as it was last seen
     * @param nodes returns its nodes that have a pod now
     * @param isGone whether the BeamCluster has been deleted: another owner's finalizer may keep it, and its nodes with it
     */
    DeletedClusterDrain(
            BeamCluster cluster,
            Supplier<List<ExpectedNode>> nodes,
            BooleanSupplier isGone,
            Drainer drainer,
            InstantSource clock) {
        this.cluster = cluster;
        this.nodes = nodes;
        this.isGone = isGone;
        this.drainer = drainer;
        this.clock = clock;
    }

    /**
     * Starts on a thread of its own.
     *
     * @param pause the time between two checks of the pods
     * @param patience how long garbage collection may take after the BeamCluster is gone; pods that still exist then are orphaned
     *     and keep running
     * @return completes when nothing is left to drain
     */
    CompletableFuture<Void> start(Duration pause, Duration patience) {
        var over = new CompletableFuture<Void>();
        Thread.ofVirtual()
                .name("drain-" + cluster.getMetadata().getNamespace() + "/"
                        + cluster.getMetadata().getName())
                .start(() -> {
                    try {
                        run(pause, patience);
                        over.complete(null);
                    } catch (InterruptedException | RuntimeException e) {
                        over.completeExceptionally(e);
                    }
                });
        return over;
    }

    private void run(Duration pause, Duration patience) throws InterruptedException {
        Instant deadline = Instant.MAX;
        while (true) {
            Instant now = clock.instant();
            if (deadline.equals(Instant.MAX) && isGone.getAsBoolean()) {
                deadline = now.plus(patience);
            }
            List<ExpectedNode> left = nodes.get();
            drainer.startDue(cluster, left, now);
            boolean isLate = now.isAfter(deadline);
            if (!deadline.equals(Instant.MAX) && left.stream().allMatch(node -> isDone(node, isLate))) {
                return;
            }
            Thread.sleep(pause);
        }
    }

    private boolean isDone(ExpectedNode node, boolean isLate) {
        return node.isTerminating()
                ? !drainer.isDraining(cluster, node)
                // A terminating pod whose container does not run has nothing to drain.
                : isLate || node.pod().filter(PodFacts::deleting).isPresent();
    }
}
