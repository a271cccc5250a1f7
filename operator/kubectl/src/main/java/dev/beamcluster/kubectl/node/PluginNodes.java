package dev.beamcluster.kubectl.node;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.erlang.Dialer;
import dev.beamcluster.mesh.erlang.OperatorNode;

/**
 * The plugin as hidden nodes. Each name that it uses is an atom on every node permanently, so there are few. A node accepts one
 * connection of a name, so there is more than one: another person's plugin may be connected, or the node may not have noticed yet
 * that a connection ended. The operator has another name.
 */
public final class PluginNodes {

    private static final int NAMES = 8;

    private final List<OperatorNode> inOrder;

    PluginNodes(List<OperatorNode> inOrder) {
        this.inOrder = List.copyOf(inOrder);
    }

    /** Returns a node for each of the names, in random order. */
    public static PluginNodes of(Random random, Dialer dialer) {
        List<OperatorNode> nodes = IntStream.range(0, NAMES)
                .mapToObj(number -> new OperatorNode(name(number), random.nextLong(), dialer))
                .collect(Collectors.toList());
        Collections.shuffle(nodes, random);
        return new PluginNodes(nodes);
    }

    /** Returns them without the first, with which something else was done before. */
    public PluginNodes others() {
        return new PluginNodes(inOrder.subList(1, inOrder.size()));
    }

    /** The order in which they are to be tried. */
    List<OperatorNode> inOrder() {
        return inOrder;
    }

    static NodeName name(int number) {
        return new NodeName("kubectl-beam-" + number, "plugin.beamcluster.dev");
    }
}
