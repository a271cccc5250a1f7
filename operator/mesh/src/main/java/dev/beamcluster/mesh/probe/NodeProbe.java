package dev.beamcluster.mesh.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeInfo;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;
import dev.beamcluster.mesh.erlang.Answer;
import dev.beamcluster.mesh.erlang.CallFailure;
import dev.beamcluster.mesh.erlang.Deadline;
import dev.beamcluster.mesh.erlang.NodeCalls;
import dev.beamcluster.mesh.erlang.NodeConnection;
import dev.beamcluster.mesh.erlang.NodeConnections;
import dev.beamcluster.mesh.erlang.NodeInfoRequest;
import dev.beamcluster.mesh.erlang.PeerAnswers;

/**
 * Probes the mesh through one node.
 *
 * <p>First reads what the node claims, {@code nodes(connected)}. Then verifies it: the node calls those of these
 * peers that are assigned to it ({@link CallAssignment}). It never calls a peer that it does not claim, because the
 * call would connect the two and hide the gap (kernel, erpc).
 */
public final class NodeProbe implements ProbeScheduler.Probe {

    private final NodeName ownName;
    private final MeshTarget target;
    private final Map<String, NodeName> members;

    /** The names in most answers: parsing the operator's own in each would be a quarter of what a round allocates. */
    private final Map<String, NodeName> expected;

    private final Set<NodeName> leaving;
    private final CallAssignment assignment;
    private final ProbeRound before;
    private final NodeConnections connections;
    private final Instant now;

    /**
     * Creates the probe of one round.
     *
     * @param ownName the operator's node name, which every node lists as connected
     * @param before the previous round
     * @param now when the round began
     */
    public NodeProbe(NodeName ownName, MeshTarget target, ProbeRound before, NodeConnections connections, Instant now) {
        this.ownName = ownName;
        this.target = target;
        this.members = target.members().stream()
                .map(Member::node)
                .collect(Collectors.toMap(NodeName::toString, Function.identity(), (one, _) -> one));
        this.expected = new HashMap<>(members);
        expected.put(ownName.toString(), ownName);
        this.leaving = target.leaving().stream().map(Member::node).collect(Collectors.toSet());
        this.assignment = new CallAssignment(members.values());
        this.before = before;
        this.connections = connections;
        this.now = now;
    }

    /** What a node reports about itself, once it has answered. */
    @FunctionalInterface
    private interface PendingInfo {
        NodeInfo await() throws InterruptedException, CallFailure;
    }

    /**
     * Probes over the existing connection or a new one. If that breaks, tries once more over another: a node is gone
     * only if connecting to it again fails.
     */
    @Override
    public ProbeResult of(Member member) throws InterruptedException {
        ProbeResult result = once(member);
        return result.isConnectionLost() ? once(member) : result;
    }

    private ProbeResult once(Member member) throws InterruptedException {
        if (member.address().isEmpty()) {
            return ProbeResult.unreachable(new Fault(Cause.NO_ADDRESS));
        }
        return switch (connections.connect(member.node(), member.address().get(), target)) {
            case NodeConnection.Attempt.Failed(Fault fault) -> ProbeResult.unreachable(fault);
            case NodeConnection.Attempt.Connected(NodeConnection connection) -> over(connection, member.node());
        };
    }

    private ProbeResult over(NodeConnection connection, NodeName node) throws InterruptedException {
        try {
            ProbeResult result = ask(connection, node);
            connection.answered();
            return result;
        } catch (CallFailure.TimedOut e) {
            connection.unanswered();
            return ProbeResult.unreachable(new Fault(Cause.CALL_TIMEOUT));
        } catch (CallFailure.InvalidAnswer e) {
            return ProbeResult.unreachable(new Fault(Cause.PROTOCOL_ERROR, "to " + e.question()));
        } catch (CallFailure e) {
            return ProbeResult.connectionLost();
        }
    }

    private ProbeResult ask(NodeConnection connection, NodeName node) throws InterruptedException, CallFailure {
        NodeCalls calls = connection.calls();
        Answer<SortedSet<NodeName>> connected = calls.connectedNodes(expected);
        PendingInfo info = info(connection);
        SortedSet<NodeName> claimed = connected.await(Deadline.in(target.timeout()));
        claimed.remove(ownName);
        SortedSet<NodeName> unexpected = unexpected(calls, claimed);
        claimed.removeIf(peer -> !members.containsKey(peer.toString()));
        PeerChecks checks = check(connection, node, claimed);
        var view = new NodeView.Reached(info.await(), checks.answered(), faults(node, claimed, checks), unexpected);
        return new ProbeResult(view, claimed, checks, connection.creation());
    }

    /** Visible nodes that are neither members nor terminating. A remote shell is hidden and so not one of them. */
    private SortedSet<NodeName> unexpected(NodeCalls calls, SortedSet<NodeName> claimed)
            throws InterruptedException, CallFailure {
        var unexpected = new TreeSet<NodeName>();
        claimed.stream()
                .filter(peer -> !members.containsKey(peer.toString()) && !leaving.contains(peer))
                .forEach(unexpected::add);
        if (!unexpected.isEmpty()) {
            unexpected.retainAll(calls.visibleNodes(expected).await(Deadline.in(target.timeout())));
        }
        return unexpected;
    }

    private PeerChecks check(NodeConnection connection, NodeName node, SortedSet<NodeName> claimed)
            throws InterruptedException, CallFailure {
        PeerChecks known = before.checks(node).over(connection.number());
        SortedSet<NodeName> mine = callsOf(node, claimed);
        List<NodeName> due = known.due(mine);
        if (due.isEmpty()) {
            return known.after(mine, new PeerAnswers(Collections.emptySortedSet(), Collections.emptySortedMap()));
        }
        Duration timeout = target.timeout();
        return known.after(
                mine, connection.calls().callPeers(due, timeout).await(Deadline.in(timeout.plus(NodeCalls.MARGIN))));
    }

    /**
     * The peers that this node calls: those assigned to it, and those that will not call it, because they did not
     * answer in the previous round or do not claim it.
     */
    private SortedSet<NodeName> callsOf(NodeName node, SortedSet<NodeName> claimed) {
        var calls = new TreeSet<NodeName>();
        for (NodeName peer : claimed) {
            if (assignment.calls(node, peer) || before.isKnownNotToCall(peer, node)) {
                calls.add(peer);
            }
        }
        return calls;
    }

    private SortedMap<NodeName, Fault> faults(NodeName node, SortedSet<NodeName> claimed, PeerChecks checks) {
        var faults = new TreeMap<>(checks.faults());
        for (NodeName peer : members.values()) {
            if (!peer.equals(node) && !claimed.contains(peer)) {
                faults.put(peer, new Fault(Cause.NOT_CONNECTED));
            }
        }
        return faults;
    }

    /** Returns what is known, or, if that is too old, asks now and reads the answers later. */
    private PendingInfo info(NodeConnection connection) {
        Optional<NodeInfo> known = connection.info(now);
        if (known.isPresent()) {
            return known::get;
        }
        NodeInfoRequest request = NodeInfoRequest.ask(connection.calls(), target.timeout());
        return () -> {
            NodeInfoRequest.Answers answers = request.await();
            connection.remember(answers, now);
            return answers.info();
        };
    }
}
