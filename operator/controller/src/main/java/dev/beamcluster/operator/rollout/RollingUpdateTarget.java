package dev.beamcluster.operator.rollout;

import dev.beamcluster.api.v1alpha1.BeamClusterSpec;

/**
 * Size and partition of the StatefulSet (Kubernetes, StatefulSet, partitioned rolling updates).
 *
 * @param replicas how many pods, 0 or more
 * @param partition pods with this ordinal or a higher one are replaced by the new revision; none is, the gate being closed, if it is
 *     {@code replicas}
 */
public record RollingUpdateTarget(int replicas, int partition) {

    /** Whatever a StatefulSet or a pod says: an API server has been asked for a billion pods for less. */
    public RollingUpdateTarget {
        if (replicas < 0 || replicas > BeamClusterSpec.MAX_REPLICAS) {
            throw new IllegalArgumentException(
                    replicas + " replicas: 0 to " + BeamClusterSpec.MAX_REPLICAS + " are possible");
        }
    }

    /** A closed gate: no pod is replaced. */
    public static RollingUpdateTarget closed(int replicas) {
        return new RollingUpdateTarget(replicas, replicas);
    }
}
