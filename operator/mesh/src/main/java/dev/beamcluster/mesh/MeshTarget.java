package dev.beamcluster.mesh;

import java.time.Duration;
import java.util.List;

/**
 * What to watch, and how: a function of the BeamCluster and its pods.
 *
 * @param cookie the cookie of the mesh
 * @param protocol how the nodes are spoken to
 * @param members the nodes that must be in it, in ordinal order
 * @param leaving nodes on their way out, to which links are kept so that they can be drained
 * @param formation who connects the nodes
 * @param healing what is done about links that were lost, when it is the operator who connects
 * @param interval from the end of one round to the start of the next
 * @param timeout how long a node may take to answer, and a peer to answer it
 */
public record MeshTarget(
        Cookie cookie,
        Protocol protocol,
        List<Member> members,
        List<Member> leaving,
        Formation formation,
        Healing healing,
        Duration interval,
        Duration timeout) {

    private static final Duration LEAST_STALE_AFTER = Duration.ofSeconds(10);

    public MeshTarget {
        members = List.copyOf(members);
        leaving = List.copyOf(leaving);
    }

    /** How old the last report may get before it is stale, {@link #staleAfter(Duration, Duration)}. */
    public Duration staleAfter() {
        return staleAfter(interval, timeout);
    }

    /**
     * Five rounds that never came, and at least ten seconds, since a pause of the machine is no outage.
     *
     * @param interval see {@link MeshTarget}
     * @param timeout see {@link MeshTarget}
     */
    public static Duration staleAfter(Duration interval, Duration timeout) {
        Duration fiveRounds = interval.plus(timeout).multipliedBy(5);
        return fiveRounds.compareTo(LEAST_STALE_AFTER) < 0 ? LEAST_STALE_AFTER : fiveRounds;
    }

    /** Who connects the nodes. */
    public enum Formation {
        /** The operator does. */
        OPERATOR,
        /** The application does; the operator only watches. */
        APPLICATION
    }

    /** What is done about a link that was lost. */
    public enum Healing {
        /** Nodes that let go of each other are connected again. */
        RECONNECT,
        /** And a link that is silent while the network between its ends is open is disconnected first. */
        RESET,
        /** Only nodes that have not met since they started are connected. */
        NONE
    }
}
