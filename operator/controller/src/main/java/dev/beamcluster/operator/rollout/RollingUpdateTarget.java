package dev.beamcluster.operator.rollout;

/**
 * Size and partition of the StatefulSet (Kubernetes, StatefulSet, partitioned rolling updates).
 *
 * @param replicas how many pods, 0 or more
 * @param partition pods with this ordinal or a higher one are replaced by the new revision; none is, the gate being closed, if it is
 *     {@code replicas}
 */
public record RollingUpdateTarget(int replicas, int partition) {

    /** A closed gate: no pod is replaced. */
    public static RollingUpdateTarget closed(int replicas) {
        return new RollingUpdateTarget(replicas, replicas);
    }
}
