package dev.beamcluster.testkit.simulated;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Pair;

/** The nodes of one mesh, which of them are connected to each other, and which links are cut. */
final class SimulatedMesh {

    private final Map<NodeName, SimulatedNode> nodes = new ConcurrentHashMap<>();
    private final Map<Pair, SimulatedLink> links = new ConcurrentHashMap<>();
    private final Set<Pair> cuts = ConcurrentHashMap.newKeySet();
    private final AtomicInteger settings = new AtomicInteger();
    private volatile Duration settingTime = Duration.ZERO;

    /** The sockets of a link: of the first and of the second node of its pair. */
    private record SimulatedLink(SimulatedSocket first, SimulatedSocket second) {

        SimulatedLink() {
            this(new SimulatedSocket(), new SimulatedSocket());
        }
    }

    private final LongAdder probes = new LongAdder();

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

    /** Forgets a node, unless another one has taken over its name. */
    void remove(SimulatedNode node) {
        nodes.remove(node.name(), node);
    }

    /** One of its nodes answers a probe. */
    void probed() {
        probes.increment();
    }

    /** How many probes its nodes have answered. */
    long probes() {
        return probes.sum();
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
        links.keySet().stream().filter(link -> has(link, node)).forEach(link -> peers.add(link.other(node)));
        return peers;
    }

    /** The sockets of a node's links, by peer. */
    Map<NodeName, SimulatedSocket> socketsOf(NodeName node) {
        var sockets = new HashMap<NodeName, SimulatedSocket>();
        links.forEach((pair, link) -> {
            if (has(pair, node)) {
                sockets.put(pair.other(node), node.equals(pair.first()) ? link.first() : link.second());
            }
        });
        return sockets;
    }

    /** Counts an option of a socket that is set. */
    void countSetting() {
        settings.incrementAndGet();
    }

    /** How many options of sockets have been set. */
    int settings() {
        return settings.get();
    }

    /** From now on it takes so long to set an option of a socket. */
    void delaySettings(Duration time) {
        settingTime = time;
    }

    Duration settingTime() {
        return settingTime;
    }

    boolean isLinked(NodeName one, NodeName other) {
        return links.containsKey(Pair.of(one, other));
    }

    /** Connects two nodes if the path is open; true if they are then connected. */
    boolean link(NodeName from, NodeName to) {
        if (path(from, to) == Path.OPEN) {
            links.computeIfAbsent(Pair.of(from, to), _ -> new SimulatedLink());
        }
        return isLinked(from, to);
    }

    /** Disconnects two nodes; true if they were connected. */
    boolean unlink(NodeName one, NodeName other) {
        return links.remove(Pair.of(one, other)) != null;
    }

    void unlinkAll(NodeName node) {
        links.keySet().removeIf(link -> has(link, node));
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
