package dev.beamcluster.mesh.probe;

import java.util.Collections;
import java.util.OptionalLong;
import java.util.SortedSet;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;

/**
 * What one round learned from one node.
 *
 * @param view what the node saw of its links, or why it did not answer
 * @param claimed members that it claims to be connected to
 * @param checks the state that its next probe starts with
 * @param creation differs for each VM of the same name; present if the node was reached
 */
public record ProbeResult(NodeView view, SortedSet<NodeName> claimed, PeerChecks checks, OptionalLong creation) {

    private static final Fault CONNECTION_LOST = new Fault(Cause.REFUSED, "the connection was lost");

    static ProbeResult unreachable(Fault fault) {
        return new ProbeResult(
                new NodeView.Unreachable(fault), Collections.emptySortedSet(), PeerChecks.none(), OptionalLong.empty());
    }

    /** The connection ended during the probe, which says nothing about the node yet. */
    static ProbeResult connectionLost() {
        return unreachable(CONNECTION_LOST);
    }

    boolean isConnectionLost() {
        return view instanceof NodeView.Unreachable(Fault fault) && fault.equals(CONNECTION_LOST);
    }

    public boolean isReached() {
        return view instanceof NodeView.Reached;
    }

    boolean isTimedOut() {
        return view instanceof NodeView.Unreachable(Fault fault)
                && switch (fault.cause()) {
                    case CALL_TIMEOUT, CONNECT_TIMEOUT, HANDSHAKE_TIMEOUT -> true;
                    default -> false;
                };
    }

    /** Whether the node was reached and none of its links has a fault. */
    boolean isHealthy() {
        return view instanceof NodeView.Reached reached && reached.faults().isEmpty();
    }
}
