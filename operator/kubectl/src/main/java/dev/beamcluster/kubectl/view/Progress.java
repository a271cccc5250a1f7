package dev.beamcluster.kubectl.view;

import java.time.Instant;
import java.util.List;

import io.fabric8.kubernetes.api.model.Pod;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.Summary;

/**
 * How far a change is.
 *
 * @param isDone whether there is nothing to wait for any more
 * @param text the same in one line
 */
public record Progress(boolean isDone, String text) {

    /** Returns how far a new spec is: done if the BeamCluster is whole with it. */
    public static Progress ofSpec(BeamCluster cluster) {
        Health health = Health.of(cluster);
        return new Progress(health == Health.WHOLE, summary(cluster) + ": " + state(cluster));
    }

    /** Returns how far a restart is: done if every pod is younger than it, and the BeamCluster is whole. */
    public static Progress ofRestart(BeamCluster cluster, List<Pod> pods, Instant restartedAt) {
        long replaced = pods.stream()
                .filter(pod -> Ages.parse(pod.getMetadata().getCreationTimestamp())
                        .filter(created -> !created.isBefore(restartedAt))
                        .isPresent())
                .count();
        int wanted = cluster.getSpec().replicas();
        boolean isReplaced = replaced == wanted && pods.size() == wanted;
        return new Progress(
                isReplaced && Health.of(cluster) == Health.WHOLE,
                "%d of %d nodes replaced, %s: %s".formatted(replaced, wanted, summary(cluster), state(cluster)));
    }

    /** Returns how far pausing is: done if the operator says that it is paused. */
    public static Progress ofPause(BeamCluster cluster) {
        boolean isPaused = Conditions.reason(cluster, "Reconciling").equals("Paused");
        return new Progress(isPaused, isPaused ? "paused" : "waiting for the operator");
    }

    private static String summary(BeamCluster cluster) {
        Summary summary =
                cluster.getStatus() == null ? null : cluster.getStatus().summary();
        return summary == null ? "no status yet" : summary.nodes() + " nodes, " + summary.links() + " links";
    }

    private static String state(BeamCluster cluster) {
        return Health.of(cluster) == Health.UNKNOWN
                ? "waiting for the operator"
                : Conditions.isTrue(cluster, "Ready")
                        ? "whole"
                        : Conditions.reason(cluster, "Ready") + ", " + Conditions.message(cluster, "Ready");
    }
}
