package dev.beamcluster.mesh;

/** How draining a node went. */
public sealed interface DrainResult {

    /** The function answered {@code ok}. */
    record Drained() implements DrainResult {}

    /** It did not; the node goes all the same. */
    record Failed(String why) implements DrainResult {}
}
