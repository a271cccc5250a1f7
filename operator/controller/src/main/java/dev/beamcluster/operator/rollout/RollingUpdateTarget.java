package dev.beamcluster.operator.rollout;

/**
 * What is asked of the StatefulSet.
 *
 * @param replicas how many pods
 * @param partition the ordinal from which on pods are of the new revision; closed, which is at rest, where it is {@code replicas}
 */
public record RollingUpdateTarget(int replicas, int partition) {

    /** So many pods, none of which may be replaced. */
    public static RollingUpdateTarget closed(int replicas) {
        return new RollingUpdateTarget(replicas, replicas);
    }
}
