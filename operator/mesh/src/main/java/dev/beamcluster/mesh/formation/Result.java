package dev.beamcluster.mesh.formation;

import java.util.Optional;

import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.Pair;

/** How an {@link Action} went. One that could not be run at all, or told nothing, has no result. */
public sealed interface Result {

    /** The pair that it tells of. */
    Pair pair();

    /**
     * A path was tried.
     *
     * @param fault empty when the path is open
     */
    record PathTried(Link path, Optional<Fault> fault) implements Result {
        @Override
        public Pair pair() {
            return path.pair();
        }
    }

    /**
     * The counters of a silent link.
     *
     * @param atFirst segments that came in at the first node of the pair
     * @param atSecond segments that came in at the second
     */
    record CountersRead(Pair pair, int atFirst, int atSecond) implements Result {}

    /**
     * A node was told to connect.
     *
     * @param done whether it said that it is connected
     */
    record ConnectTried(Link link, boolean done) implements Result {
        @Override
        public Pair pair() {
            return link.pair();
        }
    }

    /**
     * A node was told to disconnect.
     *
     * @param done whether it said that it was connected and no longer is
     */
    record DisconnectTried(Link link, boolean done) implements Result {
        @Override
        public Pair pair() {
            return link.pair();
        }
    }
}
