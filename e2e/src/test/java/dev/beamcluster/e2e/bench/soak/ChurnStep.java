package dev.beamcluster.e2e.bench.soak;

/**
 * One action of the churn.
 *
 * @param number of the action, from 1
 * @param cluster the name of the BeamCluster
 * @param ordinal of the node that is concerned, if it is one
 */
record ChurnStep(int number, ChurnAction action, String cluster, int ordinal) {}
