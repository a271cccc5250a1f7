package dev.beamcluster.kubectl.node;

import java.util.random.RandomGenerator;

import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.erlang.Dialer;
import dev.beamcluster.mesh.erlang.OperatorNode;

/**
 * The plugin as a hidden node. Each name that it uses is an atom on every node permanently, so there are few, and a second node of
 * one name would throw the first out, so there is more than one. The operator has another name.
 */
public final class PluginNode {

    private static final int NAMES = 8;

    private PluginNode() {}

    /** Returns a node with one of the names. */
    public static OperatorNode of(RandomGenerator random, Dialer dialer) {
        return new OperatorNode(name(random.nextInt(NAMES)), random.nextLong(), dialer);
    }

    static NodeName name(int number) {
        return new NodeName("kubectl-beam-" + number, "plugin.beamcluster.dev");
    }
}
