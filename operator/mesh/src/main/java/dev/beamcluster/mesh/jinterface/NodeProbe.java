package dev.beamcluster.mesh.jinterface;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.ericsson.otp.erlang.OtpErlangList;
import com.ericsson.otp.erlang.OtpErlangObject;

import dev.beamcluster.mesh.CallAssignment;
import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.NodeInfo;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;

/**
 * Looks at the mesh through one node.
 *
 * <p>First what the node believes, {@code nodes(connected)}; then whether it is so, by a call to those of these peers whose calls
 * are this node's ({@link CallAssignment}). A peer that it does not believe in is never called: the call would connect it and hide the gap
 * (kernel, erpc).
 */
final class NodeProbe {

    /** For the way there and back on top of a deadline that the node itself keeps. */
    static final Duration MARGIN = Duration.ofMillis(500);

    private static final Fault BROKE = new Fault(Cause.REFUSED, "the connection broke");

    private final NodeName ownName;
    private final Map<String, NodeName> members;
    private final Set<NodeName> leaving;
    private final CallAssignment turns;
    private final PreviousRound before;
    private final Duration timeout;
    private final Instant now;

    /**
     * A probe for one round.
     *
     * @param leaving nodes on their way out, which are no strangers
     * @param before who believed in whom in the round before
     * @param now when the round began
     */
    NodeProbe(
            NodeName ownName,
            SortedSet<NodeName> members,
            Set<NodeName> leaving,
            PreviousRound before,
            Duration timeout,
            Instant now) {
        this.ownName = ownName;
        this.members = members.stream().collect(Collectors.toMap(NodeName::toString, Function.identity()));
        this.leaving = leaving;
        this.turns = new CallAssignment(members);
        this.before = before;
        this.timeout = timeout;
        this.now = now;
    }

    /** What was seen through this node; the view and, for formation, what the node believes. */
    record Look(NodeView view, SortedSet<NodeName> claimed) {

        /** Whether the connection ended while it was looked through: that says nothing of the node yet. */
        boolean isBrokenOff() {
            return view instanceof NodeView.Unreachable(Fault fault) && fault.equals(BROKE);
        }

        /** Whether nothing is wrong with the node and its links. */
        boolean isFine() {
            return view instanceof NodeView.Reached reached && reached.faults().isEmpty();
        }
    }

    /** What a node says of itself, once it has answered. */
    @FunctionalInterface
    private interface Facts {
        NodeInfo read() throws InterruptedException, TimeoutException, ExecutionException, ProtocolError;
    }

    Look look(NodeName node, NodeConnection link) throws InterruptedException {
        try {
            Look look = lookThrough(node, link);
            link.answered();
            return look;
        } catch (TimeoutException e) {
            link.unanswered();
            return unreachable(new Fault(Cause.CALL_TIMEOUT));
        } catch (ExecutionException e) {
            return unreachable(BROKE);
        } catch (ProtocolError e) {
            return unreachable(new Fault(Cause.PROTOCOL_ERROR, e.getMessage()));
        } catch (RuntimeException e) {
            // What a stranger sent is read here; whatever that trips over is this node's fault, not the round's end.
            return unreachable(new Fault(Cause.PROTOCOL_ERROR, "its answer cannot be read"));
        }
    }

    static Look unreachable(Fault fault) {
        return new Look(new NodeView.Unreachable(fault), new TreeSet<>());
    }

    private Look lookThrough(NodeName node, NodeConnection link)
            throws InterruptedException, TimeoutException, ExecutionException, ProtocolError {
        CompletableFuture<OtpErlangObject> connected = link.wire().call("erlang", "nodes", Terms.atom("connected"));
        Facts facts = facts(link);
        SortedSet<NodeName> claimed = nodes(Deadline.in(timeout).await(connected), "nodes(connected)");
        claimed.remove(ownName);
        var unexpectedNodes = new TreeSet<NodeName>();
        claimed.stream().filter(peer -> !members.containsKey(peer.toString())).forEach(unexpectedNodes::add);
        claimed.removeAll(unexpectedNodes);
        unexpectedNodes.removeAll(leaving);
        if (!unexpectedNodes.isEmpty()) {
            // A remote shell is a hidden node, and no stranger.
            unexpectedNodes.retainAll(visible(link));
        }
        return new Look(view(node, link, facts, claimed, unexpectedNodes), claimed);
    }

    private SortedSet<NodeName> visible(NodeConnection link)
            throws InterruptedException, TimeoutException, ExecutionException, ProtocolError {
        return nodes(
                Deadline.in(timeout).await(link.wire().call("erlang", "nodes", Terms.atom("visible"))),
                "nodes(visible)");
    }

    private NodeView view(
            NodeName node,
            NodeConnection link,
            Facts facts,
            SortedSet<NodeName> claimed,
            SortedSet<NodeName> unexpectedNodes)
            throws InterruptedException, TimeoutException, ExecutionException, ProtocolError {
        var answering = new TreeSet<NodeName>();
        SortedMap<NodeName, Fault> faults = new TreeMap<>();
        for (NodeName peer : members.values()) {
            if (!peer.equals(node) && !claimed.contains(peer)) {
                faults.put(peer, new Fault(Cause.NOT_CONNECTED));
            }
        }
        PeerCheckRotation checks = link.checks();
        List<NodeName> asked = checks.due(callsOf(node, claimed));
        List<OtpErlangObject> answers = asked.isEmpty() ? List.of() : ask(link, asked);
        for (int i = 0; i < asked.size(); i++) {
            NodeName peer = asked.get(i);
            checks.remember(peer, Terms.peerFault(answers.get(i), peer));
        }
        checks.last()
                .forEach((peer, fault) ->
                        fault.ifPresentOrElse(found -> faults.put(peer, found), () -> answering.add(peer)));
        return new NodeView.Reached(facts.read(), answering, faults, unexpectedNodes);
    }

    /**
     * The peers that this node calls: its turn, and those that will not call it, since they did not answer in the round before or
     * do not believe in it.
     */
    private SortedSet<NodeName> callsOf(NodeName node, SortedSet<NodeName> claimed) {
        var calls = new TreeSet<NodeName>();
        for (NodeName peer : claimed) {
            if (turns.calls(node, peer) || before.isKnownNotToCall(peer, node)) {
                calls.add(peer);
            }
        }
        return calls;
    }

    private List<OtpErlangObject> ask(NodeConnection link, List<NodeName> peers)
            throws InterruptedException, TimeoutException, ExecutionException, ProtocolError {
        var call = link.wire()
                .call(
                        "erpc",
                        "multicall",
                        Terms.list(peers),
                        Terms.atom("erlang"),
                        Terms.atom("node"),
                        Terms.list(),
                        Terms.number(timeout.toMillis()));
        OtpErlangObject answer = Deadline.in(timeout.plus(MARGIN)).await(call);
        if (answer instanceof OtpErlangList list && list.isProper() && list.arity() == peers.size()) {
            return List.of(list.elements());
        }
        throw new ProtocolError("erpc:multicall");
    }

    /** Asks at once, where what is known is too old, and reads the answers later. */
    private Facts facts(NodeConnection link) {
        Optional<NodeInfo> known = link.facts(now);
        if (known.isPresent()) {
            return known::get;
        }
        NodeInfoRequest asked = NodeInfoRequest.ask(link.wire(), timeout);
        return () -> {
            NodeInfo read = asked.facts();
            link.remember(read, asked.creation(), now);
            return read;
        };
    }

    private SortedSet<NodeName> nodes(OtpErlangObject answer, String question) throws ProtocolError {
        return Terms.nodes(answer, members).orElseThrow(() -> new ProtocolError(question));
    }
}
