package dev.beamcluster.operator.observed;

/**
 * A pod of a Job that does not start.
 *
 * @param name its name
 * @param trouble what keeps it from starting
 */
public record PodOfJob(String name, PodTrouble trouble) {}
