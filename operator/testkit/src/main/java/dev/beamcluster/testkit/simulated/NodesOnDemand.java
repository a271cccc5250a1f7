package dev.beamcluster.testkit.simulated;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;

/** Simulated nodes that come and go one by one, as pods do. Each is identified by its address. */
final class NodesOnDemand implements AutoCloseable {

    private final Map<String, SimulatedMesh> meshes = new ConcurrentHashMap<>();
    private final Map<String, SimulatedNode> nodes = new ConcurrentHashMap<>();

    /** Starts a node, which is connected to no other. */
    void start(NodeStart start) throws IOException {
        var mesh = meshes.computeIfAbsent(start.mesh(), _ -> new SimulatedMesh());
        var address = new InetSocketAddress(InetAddress.getByName(start.address()), start.port());
        nodes.put(start.address(), new SimulatedNode(start.name(), address, start.cookie(), mesh));
    }

    /**
     * The node with this address.
     *
     * @throws NoSuchElementException if there is none
     */
    SimulatedNode at(String address) {
        SimulatedNode node = nodes.get(address);
        if (node == null) {
            throw new NoSuchElementException("no node at " + address);
        }
        return node;
    }

    /** Ends a node permanently. */
    void remove(String address) {
        SimulatedNode node = at(address);
        nodes.remove(address);
        node.mesh().remove(node);
        node.close();
    }

    /** How many probes all nodes have answered, also those that are gone. */
    long probes() {
        return meshes.values().stream().mapToLong(SimulatedMesh::probes).sum();
    }

    @Override
    public void close() {
        nodes.values().forEach(SimulatedNode::close);
    }
}
