package dev.beamcluster.operator.rollout;

/**
 * The next step.
 *
 * @param placement what is to be asked of the StatefulSet
 * @param progress how far that is
 */
public record Plan(RollingUpdateTarget placement, Progress progress) {}
