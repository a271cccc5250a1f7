package dev.beamcluster.mesh;

import java.util.SortedMap;
import java.util.SortedSet;

/** What one round saw of one node: its answers, or why there are none. */
public sealed interface NodeView {

    /**
     * The node answered the operator.
     *
     * @param facts what it reports about itself
     * @param answering the members that answered this node's call in time: the links that work
     * @param faults the other members, each with what is wrong with the link from this node to it
     * @param unexpectedNodes visible nodes connected to this node that are not members
     */
    record Reached(
            NodeInfo facts,
            SortedSet<NodeName> answering,
            SortedMap<NodeName, Fault> faults,
            SortedSet<NodeName> unexpectedNodes)
            implements NodeView {}

    /** The node did not answer the operator. */
    record Unreachable(Fault fault) implements NodeView {}
}
