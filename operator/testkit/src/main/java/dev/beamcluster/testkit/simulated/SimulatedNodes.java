package dev.beamcluster.testkit.simulated;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Protocol;
import dev.beamcluster.testkit.LinkOptions;

/** Many meshes of simulated nodes, all on the same port, as without epmd. The nodes start unconnected. */
public final class SimulatedNodes implements Faults, AutoCloseable {

    private static final Cookie COOKIE = new Cookie("simulated");

    private final Map<NodeId, SimulatedNode> nodes = new ConcurrentHashMap<>();
    private final int port;

    /** Starts so many meshes of so many nodes. */
    public SimulatedNodes(int meshes, int size) throws IOException {
        this.port = freePort();
        for (int number = 0; number < meshes; number++) {
            var mesh = new SimulatedMesh();
            for (int ordinal = 0; ordinal < size; ordinal++) {
                var id = new NodeId(number, ordinal);
                var address = new InetSocketAddress(InetAddress.getByName(id.address()), port);
                nodes.put(id, new SimulatedNode(id.name(), address, COOKIE, mesh));
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName(new NodeId(0, 0).address()))) {
            return socket.getLocalPort();
        }
    }

    public int port() {
        return port;
    }

    /** How to watch one of the meshes. */
    public static MeshTarget target(int mesh, int size, int port, Duration interval, Duration timeout) {
        return new MeshTarget(
                COOKIE,
                new Protocol(OptionalInt.of(port), false, Optional.empty()),
                IntStream.range(0, size)
                        .mapToObj(ordinal -> new NodeId(mesh, ordinal).member())
                        .toList(),
                List.of(),
                MeshTarget.Formation.OPERATOR,
                MeshTarget.Healing.RECONNECT,
                interval,
                timeout);
    }

    @Override
    public void silence(Collection<NodeId> which) throws IOException {
        each(which, SimulatedNode::silence);
    }

    @Override
    public void wake(Collection<NodeId> which) throws IOException {
        each(which, SimulatedNode::wake);
    }

    @Override
    public void stop(Collection<NodeId> which) throws IOException {
        each(which, SimulatedNode::stop);
    }

    @Override
    public void start(Collection<NodeId> which) throws IOException {
        each(which, SimulatedNode::start);
    }

    @Override
    public void cut(NodeId one, NodeId other) {
        node(one).mesh().cut(one.name(), other.name());
    }

    @Override
    public void mend(NodeId one, NodeId other) {
        node(one).mesh().mend(one.name(), other.name());
    }

    /** The options of a node's sockets, by the peers of its links. */
    public Map<NodeName, LinkOptions> options(NodeId id) {
        return node(id).mesh().socketsOf(id.name()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, socket -> socket.getValue().options()));
    }

    /** Disconnects the nodes of a mesh from each other. */
    public void disconnectAll(int mesh) {
        SimulatedMesh all = node(new NodeId(mesh, 0)).mesh();
        nodes.values().stream().filter(node -> node.mesh().equals(all)).forEach(node -> all.unlinkAll(node.name()));
    }

    /** How many options of sockets have been set in this mesh. */
    public int settings(int mesh) {
        return node(new NodeId(mesh, 0)).mesh().settings();
    }

    /** From now on it takes so long to set an option of a socket in this mesh. */
    public void delaySettings(int mesh, Duration time) {
        node(new NodeId(mesh, 0)).mesh().delaySettings(time);
    }

    /** How many connections of operators all nodes have. */
    public int connections() {
        return nodes.values().stream().mapToInt(SimulatedNode::connections).sum();
    }

    private SimulatedNode node(NodeId id) {
        return Objects.requireNonNull(nodes.get(id));
    }

    @FunctionalInterface
    private interface Change {
        void of(SimulatedNode node) throws IOException;
    }

    /** Changes them side by side. */
    private void each(Collection<NodeId> which, Change change) throws IOException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<? extends Future<?>> changes = which.stream()
                    .map(id -> threads.submit(() -> {
                        change.of(node(id));
                        return true;
                    }))
                    .toList();
            for (Future<?> one : changes) {
                one.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IOException("cannot change nodes", e);
        }
    }

    @Override
    public void close() {
        nodes.values().forEach(SimulatedNode::close);
    }
}
