package dev.beamcluster.testkit.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Pair;

/** The nodes of one mesh, which of them are connected to each other, and which links are cut. */
final class SimulatedMesh {

    private final Map<NodeName, SimulatedNode> nodes = new ConcurrentHashMap<>();
    private final Set<Pair> links = ConcurrentHashMap.newKeySet();
    private final Set<Pair> cuts = ConcurrentHashMap.newKeySet();

    /** What happens to a packet from one node to another. */
    enum Path {
        OPEN,
        /** It is dropped, or nobody reads it. */
        DROPPED,
        /** Nobody listens. */
        REFUSED
    }

    void add(SimulatedNode node) {
        nodes.put(node.name(), node);
    }

    /** The node with this host. */
    Optional<SimulatedNode> withHost(String host) {
        return nodes.values().stream()
                .filter(node -> node.name().host().equals(host))
                .findFirst();
    }

    Path path(NodeName from, NodeName to) {
        SimulatedNode peer = nodes.get(to);
        if (peer == null || peer.state() == SimulatedNode.State.STOPPED) {
            return Path.REFUSED;
        }
        return peer.state() == SimulatedNode.State.SILENT || cuts.contains(Pair.of(from, to))
                ? Path.DROPPED
                : Path.OPEN;
    }

    List<NodeName> peersOf(NodeName node) {
        var peers = new ArrayList<NodeName>();
        links.stream().filter(link -> has(link, node)).forEach(link -> peers.add(link.other(node)));
        return peers;
    }

    boolean isLinked(NodeName one, NodeName other) {
        return links.contains(Pair.of(one, other));
    }

    /** Connects two nodes if the path is open; true if they are then connected. */
    boolean link(NodeName from, NodeName to) {
        if (path(from, to) == Path.OPEN) {
            links.add(Pair.of(from, to));
        }
        return isLinked(from, to);
    }

    /** Disconnects two nodes; true if they were connected. */
    boolean unlink(NodeName one, NodeName other) {
        return links.remove(Pair.of(one, other));
    }

    void unlinkAll(NodeName node) {
        links.removeIf(link -> has(link, node));
    }

    /** Drops all packets between two nodes. They stay connected: Erlang takes a minute to notice. */
    void cut(NodeName one, NodeName other) {
        cuts.add(Pair.of(one, other));
    }

    void mend(NodeName one, NodeName other) {
        cuts.remove(Pair.of(one, other));
    }

    private static boolean has(Pair link, NodeName node) {
        return link.first().equals(node) || link.second().equals(node);
    }
}
