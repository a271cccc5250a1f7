package dev.beamcluster.operator.mesh.jinterface;

import java.util.Collections;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import dev.beamcluster.operator.mesh.Cause;
import dev.beamcluster.operator.mesh.Fault;
import dev.beamcluster.operator.mesh.Member;
import dev.beamcluster.operator.mesh.MeshTarget;
import dev.beamcluster.operator.mesh.NodeName;

/** The operator's connections to the nodes of one cluster: one a node, kept from round to round. */
final class NodeLinks implements AutoCloseable {

    private final NodeName ownName;
    private final long life;
    private final Runnable onClosed;
    private final Map<NodeName, NodeLink> links = new ConcurrentHashMap<>();
    private final Map<NodeName, ReentrantLock> openings = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * None yet.
     *
     * @param life see {@link Wire}
     * @param onClosed is run when the other side ends a connection
     */
    NodeLinks(NodeName ownName, long life, Runnable onClosed) {
        this.ownName = ownName;
        this.life = life;
        this.onClosed = onClosed;
    }

    Map<NodeName, NodeLink> byNode() {
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
            case NodeLink.Attempt.Failed(Fault fault) -> NodeProbe.unreachable(fault);
            case NodeLink.Attempt.Connected(NodeLink link) -> probe.look(member.node(), link);
        };
    }

    /** The connection that is there, or a new one; one at a time, since a node refuses a second one of the same name. */
    NodeLink.Attempt connect(NodeName node, String address, MeshTarget target) throws InterruptedException {
        ReentrantLock opening = openings.computeIfAbsent(node, _ -> new ReentrantLock());
        opening.lockInterruptibly();
        try {
            NodeLink link = links.get(node);
            if (link != null && link.isUsable(address) && !link.isStuck(target.timeout())) {
                return new NodeLink.Attempt.Connected(link);
            }
            if (link != null) {
                link.reset();
                links.remove(node);
            }
            NodeLink.Attempt attempt = NodeLink.open(ownName, target, node, address, life, onClosed);
            if (attempt instanceof NodeLink.Attempt.Connected(NodeLink opened)) {
                links.put(node, opened);
                if (closed) {
                    // A drain may have been about to connect when the end came.
                    close();
                    return new NodeLink.Attempt.Failed(new Fault(Cause.NOT_CONNECTED, "no longer watched"));
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
        links.values().forEach(NodeLink::close);
        links.clear();
    }
}
