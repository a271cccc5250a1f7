package dev.beamcluster.operator.rollout;

/**
 * What the spec says of how fast nodes may change.
 *
 * @param replicas how many nodes are wanted
 * @param gatedByMesh whether the next step waits for the whole mesh; else for ready pods only
 * @param atOnce how many nodes may be replaced in one step
 */
public record RolloutPolicy(int replicas, boolean gatedByMesh, int atOnce) {}
