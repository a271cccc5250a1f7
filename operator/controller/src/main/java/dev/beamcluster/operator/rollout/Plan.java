package dev.beamcluster.operator.rollout;

/**
 * The next step.
 *
 * @param target the size and the partition for the StatefulSet
 * @param progress the progress of the pods
 */
public record Plan(RollingUpdateTarget target, Progress progress) {}
