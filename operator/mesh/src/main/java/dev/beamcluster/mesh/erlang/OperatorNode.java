package dev.beamcluster.mesh.erlang;

import dev.beamcluster.mesh.NodeName;

/**
 * The operator as a node.
 *
 * @param name its node name. It becomes an atom on every node for good: keep it stable
 * @param incarnation a random number that no other process of this name has: answers to an earlier one are told apart by it
 */
public record OperatorNode(NodeName name, long incarnation) {}
