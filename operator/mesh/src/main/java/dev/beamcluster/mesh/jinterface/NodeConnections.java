package dev.beamcluster.mesh.jinterface;

import java.util.Collections;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;

/** The operator's connections to the nodes of one cluster: one a node, kept from round to round. */
final class NodeConnections implements AutoCloseable {

    private final NodeName ownName;
    private final long life;
    private final Runnable onClosed;
    private final Map<NodeName, NodeConnection> links = new ConcurrentHashMap<>();
    private final Map<NodeName, ReentrantLock> openings = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * None yet.
     *
     * @param life see {@link RpcConnection}
     * @param onClosed is run when the other side ends a connection
     */
    NodeConnections(NodeName ownName, long life, Runnable onClosed) {
        this.ownName = ownName;
        this.life = life;
        this.onClosed = onClosed;
    }

    Map<NodeName, NodeConnection> byNode() {
        return Collections.unmodifiableMap(links);
    }

    /**
     * Looks through a node, over the connection that is there, or over a new one; over another where that one broke meanwhile, since
     * only who cannot be connected to again is gone.
     */
    NodeProbe.Look look(NodeProbe probe, Member member, MeshTarget target) throws InterruptedException {
        NodeProbe.Look look = lookOnce(probe, member, target);
        return look.isBrokenOff() ? lookOnce(probe, member, target) : look;
    }

    private NodeProbe.Look lookOnce(NodeProbe probe, Member member, MeshTarget target) throws InterruptedException {
        if (member.address().isEmpty()) {
            return NodeProbe.unreachable(new Fault(Cause.NO_ADDRESS));
        }
        return switch (connect(member.node(), member.address().get(), target)) {
            case NodeConnection.Attempt.Failed(Fault fault) -> NodeProbe.unreachable(fault);
            case NodeConnection.Attempt.Connected(NodeConnection link) -> probe.look(member.node(), link);
        };
    }

    /** The connection that is there, or a new one; one at a time, since a node refuses a second one of the same name. */
    NodeConnection.Attempt connect(NodeName node, String address, MeshTarget target) throws InterruptedException {
        ReentrantLock opening = openings.computeIfAbsent(node, _ -> new ReentrantLock());
        opening.lockInterruptibly();
        try {
            NodeConnection link = links.get(node);
            if (link != null && link.isUsable(address) && !link.isStuck(target.timeout())) {
                return new NodeConnection.Attempt.Connected(link);
            }
            if (link != null) {
                link.reset();
                links.remove(node);
            }
            NodeConnection.Attempt attempt = NodeConnection.open(ownName, target, node, address, life, onClosed);
            if (attempt instanceof NodeConnection.Attempt.Connected(NodeConnection opened)) {
                links.put(node, opened);
                if (closed) {
                    // A drain may have been about to connect when the end came.
                    close();
                    return new NodeConnection.Attempt.Failed(new Fault(Cause.NOT_CONNECTED, "no longer watched"));
                }
            }
            return attempt;
        } finally {
            opening.unlock();
        }
    }

    /** Nodes that are neither members nor on their way out are let go. */
    void closeAllBut(MeshTarget target) {
        var members = new TreeSet<NodeName>();
        target.members().forEach(member -> members.add(member.node()));
        target.leaving().forEach(member -> members.add(member.node()));
        openings.keySet().retainAll(members);
        links.forEach((node, link) -> {
            if (!members.contains(node)) {
                link.close();
                links.remove(node);
            }
        });
    }

    @Override
    public void close() {
        closed = true;
        links.values().forEach(NodeConnection::close);
        links.clear();
    }
}
