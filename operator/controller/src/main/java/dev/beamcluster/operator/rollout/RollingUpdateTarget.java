package dev.beamcluster.operator.rollout;

import dev.beamcluster.api.v1alpha1.BeamClusterSpec;

/**
 * Size and partition of the StatefulSet (Kubernetes, StatefulSet, partitioned rolling updates).
 *
 * @param replicas how many pods, 0 or more
 * @param partition the lowest ordinal whose pod the new revision replaces; with {@code replicas} the gate is closed and no pod is
 *     replaced
 * @param replacedFrom the lowest ordinal that a rollout has replaced since the last time that all nodes were known to keep
 *     working. When the last node has been replaced, the gate closes, and this remains. With {@code replicas} no node has to prove
 *     itself
 */
public record RollingUpdateTarget(int replicas, int partition, int replacedFrom) {

    /**
     * Checks the size, which may come from a StatefulSet or a pod: the operator must never ask the API server for a billion pods.
     */
    public RollingUpdateTarget {
        if (replicas < 0 || replicas > BeamClusterSpec.MAX_REPLICAS) {
            throw new IllegalArgumentException(
                    replicas + " replicas: 0 to " + BeamClusterSpec.MAX_REPLICAS + " are possible");
        }
    }

    /** A step of a rollout that has replaced the nodes from the partition on. */
    public RollingUpdateTarget(int replicas, int partition) {
        this(replicas, partition, partition);
    }

    /** Returns the same target with another partition. */
    RollingUpdateTarget at(int newPartition) {
        return new RollingUpdateTarget(replicas, newPartition, Math.min(replacedFrom, newPartition));
    }

    /** Returns a closed gate: no pod is replaced. */
    public static RollingUpdateTarget closed(int replicas) {
        return new RollingUpdateTarget(replicas, replicas);
    }
}
