package dev.beamcluster.mesh;

/** The result of draining a node. */
public sealed interface DrainResult {

    /** The function returned {@code ok}. */
    record Drained() implements DrainResult {}

    /** The function did not return {@code ok}. The node is terminated anyway. */
    record Failed(String why) implements DrainResult {}
}
