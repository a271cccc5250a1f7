package dev.beamcluster.operator.rollout;

/**
 * The next step.
 *
 * @param target the size and the partition that the StatefulSet gets
 * @param progress how far the pods are
 */
public record Plan(RollingUpdateTarget target, Progress progress) {}
