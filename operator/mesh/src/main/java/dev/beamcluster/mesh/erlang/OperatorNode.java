package dev.beamcluster.mesh.erlang;

import dev.beamcluster.mesh.NodeName;

/**
 * The operator as a node.
 *
 * @param name its node name; it becomes a permanent atom on every node, so keep it stable
 * @param incarnation a random number unique to this process, which distinguishes its answers from those to an earlier
 *     process
 * @param dialer opens its connections
 */
public record OperatorNode(NodeName name, long incarnation, Dialer dialer) {

    /** Creates a node that connects directly. */
    public OperatorNode(NodeName name, long incarnation) {
        this(name, incarnation, Dialer.DIRECT);
    }
}
