package dev.beamcluster.mesh.formation;

import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.Pair;

/** An action on a pair of nodes. */
public sealed interface Action {

    /**
     * {@code from} opens a TCP connection to the distribution port of {@code to} and closes it at once.
     *
     * @param resolves whether {@code from} also resolves the host name of {@code to}, in case that fails
     */
    record ProvePath(Link path, boolean resolves) implements Action {}

    /** Both ends of a silent link report what their kernels counted for it. */
    record ReadCounters(Pair pair) implements Action {}

    /** {@code from} connects to {@code to}. */
    record Connect(Link link) implements Action {}

    /** {@code from} closes its silent connection to {@code to}. */
    record Disconnect(Link link) implements Action {}
}
