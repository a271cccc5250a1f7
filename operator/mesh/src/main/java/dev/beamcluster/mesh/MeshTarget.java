package dev.beamcluster.mesh;

import java.time.Duration;
import java.util.List;

/**
 * Which mesh to watch, and how: a function of the BeamCluster and its pods.
 *
 * @param cookie the cookie of the mesh
 * @param formerCookies earlier cookies, with which nodes may still run; they are tried if a node refuses the cookie
 * @param protocol how to communicate with the nodes
 * @param members the nodes that must be in the mesh, in ordinal order
 * @param leaving terminating nodes; the operator stays connected to them so that it can drain them
 * @param formation who connects the nodes
 * @param healing what the operator does about lost links, if it connects the nodes
 * @param retransmitsEverySecond whether the operator makes silent links retransmit every second, if it connects the
 *     nodes and {@code healing} is not {@link Healing#NONE}
 * @param interval from the end of one round to the start of the next
 * @param timeout how long a node may take to answer the operator, and a peer to answer the node
 */
public record MeshTarget(
        Cookie cookie,
        List<Cookie> formerCookies,
        Protocol protocol,
        List<Member> members,
        List<Member> leaving,
        Formation formation,
        Healing healing,
        boolean retransmitsEverySecond,
        Duration interval,
        Duration timeout) {

    private static final Duration MIN_STALE_AFTER = Duration.ofSeconds(10);

    public MeshTarget {
        formerCookies = List.copyOf(formerCookies);
        members = List.copyOf(members);
        leaving = List.copyOf(leaving);
    }

    /** Creates a target without former cookies, whose links retransmit every second. */
    public MeshTarget(
            Cookie cookie,
            Protocol protocol,
            List<Member> members,
            List<Member> leaving,
            Formation formation,
            Healing healing,
            Duration interval,
            Duration timeout) {
        this(cookie, List.of(), protocol, members, leaving, formation, healing, true, interval, timeout);
    }

    /**
     * How long each step of opening a connection may take: twice the timeout, because it may need a name server, epmd
     * and a TLS handshake, and a lost SYN is sent again after a second.
     */
    public Duration connectTimeout() {
        return timeout.multipliedBy(2);
    }

    /** How old the last report may be before it is stale, see {@link #staleAfter(Duration, Duration)}. */
    public Duration staleAfter() {
        return staleAfter(interval, timeout);
    }

    /**
     * Returns the length of five missed rounds, but at least ten seconds, so that a pause of the machine is not an
     * outage.
     *
     * @param interval see {@link MeshTarget}
     * @param timeout see {@link MeshTarget}
     */
    public static Duration staleAfter(Duration interval, Duration timeout) {
        Duration fiveRounds = interval.plus(timeout).multipliedBy(5);
        return fiveRounds.compareTo(MIN_STALE_AFTER) < 0 ? MIN_STALE_AFTER : fiveRounds;
    }

    /** Who connects the nodes. */
    public enum Formation {
        /** The operator does. */
        OPERATOR,
        /** The application does; the operator only watches. */
        APPLICATION
    }

    /** What the operator does about a lost link. */
    public enum Healing {
        /** Reconnects nodes that have disconnected. */
        RECONNECT,
        /** As {@link #RECONNECT}; also disconnects a silent link first if the network between its ends is open. */
        RESET,
        /** Connects only nodes that have not been connected since they started. */
        NONE
    }
}
