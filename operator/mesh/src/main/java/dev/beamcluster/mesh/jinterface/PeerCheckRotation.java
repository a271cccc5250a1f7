package dev.beamcluster.mesh.jinterface;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Sampling;

/** What calling its peers last told of one node's links, and which peers it is to call next. Used by one thread at a time. */
final class PeerCheckRotation {

    private final Map<NodeName, Optional<Fault>> last = new HashMap<>();
    private int turn;

    /**
     * The peers to call in this round: those of which nothing is known, those that did not answer, and of the others as many as
     * take their turn.
     *
     * @param mine the peers that the node is to call; what was known of others is void
     */
    List<NodeName> due(SortedSet<NodeName> mine) {
        last.keySet().retainAll(mine);
        if (mine.size() <= Sampling.CALLS) {
            return List.copyOf(mine);
        }
        var all = List.copyOf(mine);
        var due = new ArrayList<NodeName>();
        all.stream().filter(peer -> !answered(peer)).forEach(due::add);
        int start = turn % all.size();
        for (int i = 0; i < Math.min(Sampling.CALLS, all.size()); i++) {
            NodeName peer = all.get((start + i) % all.size());
            if (answered(peer)) {
                due.add(peer);
            }
        }
        turn = (start + Sampling.CALLS) % all.size();
        return due;
    }

    private boolean answered(NodeName peer) {
        Optional<Fault> before = last.get(peer);
        return before != null && before.isEmpty();
    }

    /** How calling a peer went; empty when it answered. */
    void remember(NodeName peer, Optional<Fault> fault) {
        last.put(peer, fault);
    }

    /** The last of every peer that it is to call. */
    Map<NodeName, Optional<Fault>> last() {
        return Map.copyOf(last);
    }
}
