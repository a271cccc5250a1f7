package dev.beamcluster.mesh.formation;

import java.util.Optional;

import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.LinkCounters;
import dev.beamcluster.mesh.Pair;

/** The result of an {@link Action}. An action that could not run, or whose answer said nothing, has no result. */
public sealed interface Result {

    /** The pair that the result is about. */
    Pair pair();

    /**
     * A node tried a path.
     *
     * @param fault empty if the path is open
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
     * @param atFirst the counters of the socket of the pair's first node
     * @param atSecond those of the second node
     */
    record CountersRead(Pair pair, LinkCounters atFirst, LinkCounters atSecond) implements Result {}

    /**
     * A node was told to connect.
     *
     * @param done whether it reported that it is connected
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
     * @param done whether it reported that it was connected and has disconnected
     */
    record DisconnectTried(Link link, boolean done) implements Result {
        @Override
        public Pair pair() {
            return link.pair();
        }
    }
}
