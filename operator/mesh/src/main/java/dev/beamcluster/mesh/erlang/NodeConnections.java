package dev.beamcluster.mesh.erlang;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;

/** The operator's connections to the nodes of one cluster: one per node, kept from round to round. */
public final class NodeConnections implements AutoCloseable {

    private static final Duration REOPEN_PAUSE = Duration.ofMillis(50);

    private final OperatorNode operator;
    private final Runnable onClosed;
    private final Map<NodeName, NodeConnection> connections = new ConcurrentHashMap<>();
    private final Map<NodeName, ReentrantLock> openings = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * Starts without connections.
     *
     * @param onClosed runs when the other side closes a connection
     */
    public NodeConnections(OperatorNode operator, Runnable onClosed) {
        this.operator = operator;
        this.onClosed = onClosed;
    }

    /** The connections that are open, or were a moment ago. */
    public Map<NodeName, NodeConnection> byNode() {
        return Collections.unmodifiableMap(connections);
    }

    /**
     * Returns the existing connection or opens a new one. Opens one at a time, since a node rejects a second
     * connection from the same name.
     */
    public NodeConnection.Attempt connect(NodeName node, String address, MeshTarget target)
            throws InterruptedException {
        ReentrantLock opening = openings.computeIfAbsent(node, _ -> new ReentrantLock());
        opening.lockInterruptibly();
        try {
            NodeConnection connection = connections.get(node);
            if (connection != null && connection.isUsable(address) && !connection.isStuck(target.timeout())) {
                return new NodeConnection.Attempt.Connected(connection);
            }
            if (connection == null) {
                return open(node, address, target);
            }
            connection.reset();
            connections.remove(node);
            return reopen(node, address, target);
        } finally {
            opening.unlock();
        }
    }

    /** Connects again to a node that may need a moment, while it is busy, to notice the end of the former connection. */
    private NodeConnection.Attempt reopen(NodeName node, String address, MeshTarget target)
            throws InterruptedException {
        var patience = Deadline.in(target.timeout());
        NodeConnection.Attempt attempt = open(node, address, target);
        while (attempt instanceof NodeConnection.Attempt.Failed(Fault fault)
                && fault.equals(ConnectFaults.STILL_CONNECTED)
                && patience.nanos() - System.nanoTime() > 0) {
            Thread.sleep(REOPEN_PAUSE);
            attempt = open(node, address, target);
        }
        return attempt;
    }

    private NodeConnection.Attempt open(NodeName node, String address, MeshTarget target) throws InterruptedException {
        NodeConnection.Attempt attempt = NodeConnection.open(operator, target, node, address, onClosed);
        if (attempt instanceof NodeConnection.Attempt.Connected(NodeConnection opened)) {
            connections.put(node, opened);
            if (closed) {
                // A drain may have been connecting when this was closed.
                close();
                return new NodeConnection.Attempt.Failed(new Fault(Cause.NOT_CONNECTED, "no longer watched"));
            }
        }
        return attempt;
    }

    /** Disconnects from nodes that are neither members nor terminating. */
    public void closeAllExcept(MeshTarget target) {
        var members = new TreeSet<NodeName>();
        target.members().forEach(member -> members.add(member.node()));
        target.leaving().forEach(member -> members.add(member.node()));
        openings.keySet().retainAll(members);
        connections.forEach((node, connection) -> {
            if (!members.contains(node)) {
                connection.close();
                connections.remove(node);
            }
        });
    }

    @Override
    public void close() {
        closed = true;
        connections.values().forEach(NodeConnection::close);
        connections.clear();
    }
}
