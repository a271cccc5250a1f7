package dev.beamcluster.mesh;

import java.time.Duration;
import java.util.List;

/**
 * A call that changes a node, or several calls of one round on one node that ended alike.
 *
 * @param node the node that was called
 * @param purpose what for
 * @param function the function as Erlang writes it, for example {@code net_kernel:connect_node/1}
 * @param peers the nodes that the calls were about, one for each call; empty if a call is about none
 * @param isDone whether the node said that it has done it; if not, it may have
 * @param why what is known about a failure; empty if it is done, or if nothing is known
 * @param duration from sending the calls to the last answer
 */
public record NodeCall(
        NodeName node,
        Purpose purpose,
        String function,
        List<NodeName> peers,
        boolean isDone,
        String why,
        Duration duration) {

    /** What a call is for. */
    public enum Purpose {
        /** To connect two nodes. */
        CONNECT,
        /** To close a silent connection. */
        DISCONNECT,
        /** To bound how long a silent connection lasts. */
        LIMIT_SILENCE,
        /** To have a link retransmit every second, or not any more. */
        RETRANSMIT,
        /** To drain a node before its pod terminates. */
        DRAIN,
        /** To let the pod of a drained node stop. */
        RELEASE
    }

    public NodeCall {
        peers = List.copyOf(peers);
    }
}
