package dev.beamcluster.mesh.probe;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import dev.beamcluster.mesh.NodeName;

/**
 * Which end of each link calls the other. Two nodes share one connection, and a call and its answer go over it in both directions,
 * so one call verifies both directed links, at half the cost of two.
 *
 * <p>Each node calls the half of the others that follow it in a ring, so that each is called by half of them as well: a node that
 * the operator cannot reach is seen by peers in the same round.
 */
final class CallAssignment {

    private final Map<NodeName, Integer> places = new HashMap<>();

    /** The ring of these nodes, by their order. */
    CallAssignment(Collection<NodeName> nodes) {
        for (NodeName node : List.copyOf(new TreeSet<>(nodes))) {
            places.put(node, places.size());
        }
    }

    /** Whether the one is to call the other; of two who are both in the ring at least one is. */
    boolean calls(NodeName one, NodeName other) {
        Integer from = places.get(one);
        Integer to = places.get(other);
        if (from == null || to == null) {
            return true;
        }
        int size = places.size();
        int distance = Math.floorMod(to - from, size);
        // Of two nodes each calls the other, or one would be called by nobody.
        return size == 2 || 2 * distance < size || (2 * distance == size && from < to);
    }
}
