package dev.beamcluster.operator.lifecycle;

/**
 * The next step.
 *
 * @param placement what is to be asked of the StatefulSet
 * @param progress how far that is
 */
public record Plan(Placement placement, Progress progress) {}
