package dev.beamcluster.mesh.probe;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import dev.beamcluster.mesh.NodeName;

/**
 * Decides which end of each link calls the other. Two nodes share one connection, and a call and its answer use it in
 * both directions, so one call verifies both directed links, at half the cost of two.
 *
 * <p>Each node calls the half of the others that follow it in a ring, so each is also called by half of them: a node
 * that the operator cannot reach is still seen by its peers in the same round.
 */
final class CallAssignment {

    private final Map<NodeName, Integer> positions = new HashMap<>();

    /** Arranges these nodes in a ring, in order. */
    CallAssignment(Collection<NodeName> nodes) {
        for (NodeName node : List.copyOf(new TreeSet<>(nodes))) {
            positions.put(node, positions.size());
        }
    }

    /** Whether the first node calls the second. Of two nodes in the ring, at least one calls the other. */
    boolean calls(NodeName one, NodeName other) {
        Integer from = positions.get(one);
        Integer to = positions.get(other);
        if (from == null || to == null) {
            return true;
        }
        int size = positions.size();
        int distance = Math.floorMod(to - from, size);
        // In a mesh of two, each calls the other; otherwise no peer would see the first node.
        return size == 2 || 2 * distance < size || (2 * distance == size && from < to);
    }
}
