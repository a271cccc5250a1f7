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
 * @param view what it saw of its links, or why it did not answer
 * @param claimed members that it says it is connected to
 * @param checks what the next round of it begins with
 * @param creation tells this VM from the one that had its name before; present when it was reached
 */
public record ProbeResult(NodeView view, SortedSet<NodeName> claimed, PeerChecks checks, OptionalLong creation) {

    private static final Fault BROKE = new Fault(Cause.REFUSED, "the connection was lost");

    static ProbeResult unreachable(Fault fault) {
        return new ProbeResult(
                new NodeView.Unreachable(fault), Collections.emptySortedSet(), PeerChecks.none(), OptionalLong.empty());
    }

    /** The connection ended while the node was asked: that says nothing of the node yet. */
    static ProbeResult brokenOff() {
        return unreachable(BROKE);
    }

    boolean isBrokenOff() {
        return view instanceof NodeView.Unreachable(Fault fault) && fault.equals(BROKE);
    }

    public boolean isReached() {
        return view instanceof NodeView.Reached;
    }

    /** Whether nothing is wrong with the node and its links. */
    boolean isFine() {
        return view instanceof NodeView.Reached reached && reached.faults().isEmpty();
    }
}
