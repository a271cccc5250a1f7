package dev.beamcluster.mesh.formation;

import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.Pair;

/** What is to be done about a pair of nodes. */
public sealed interface Action {

    /** {@code from} opens a TCP connection to the distribution port of {@code to}, which closes at once. */
    record ProvePath(Link path) implements Action {}

    /** Both ends of a silent link tell how many TCP segments have come in over it. */
    record ReadCounters(Pair pair) implements Action {}

    /** {@code from} connects to {@code to}. */
    record Connect(Link link) implements Action {}

    /** {@code from} ends its silent connection to {@code to}. */
    record Disconnect(Link link) implements Action {}
}
