package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.LinkSocket;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.TcpOptions;
import dev.beamcluster.mesh.erlang.Answer;
import dev.beamcluster.mesh.erlang.Deadline;
import dev.beamcluster.mesh.erlang.NodeConnection;
import dev.beamcluster.mesh.erlang.SocketCalls;
import dev.beamcluster.mesh.formation.SocketAction;
import dev.beamcluster.mesh.formation.SocketResult;

/** Makes nodes read and set the options of their links' sockets. Questions sent together share one deadline. */
final class SocketExecutor {

    private final Map<NodeName, NodeConnection> connections;
    private final Duration timeout;

    SocketExecutor(Map<NodeName, NodeConnection> connections, Duration timeout) {
        this.connections = connections;
        this.timeout = timeout;
    }

    /** A question that was sent, and how to read the answer. */
    @FunctionalInterface
    private interface Sent {
        List<SocketResult> await(Deadline deadline) throws InterruptedException;
    }

    /**
     * Runs the actions. What is set is read back, because the answer to setting it does not say whether it was
     * accepted. If there was no answer, it may be set later, so what is read now would not last.
     */
    List<SocketResult> run(List<SocketAction> actions) throws InterruptedException {
        Set<Link> unanswered = set(actions);
        List<Sent> sent =
                actions.stream().map(action -> read(action, unanswered)).toList();
        var results = new ArrayList<SocketResult>();
        var deadline = Deadline.in(timeout);
        for (Sent each : sent) {
            results.addAll(each.await(deadline));
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return results;
    }

    /** Sets what is to be set; returns the ends that did not answer. */
    private Set<Link> set(List<SocketAction> actions) throws InterruptedException {
        var settings = new HashMap<Link, Answer<Boolean>>();
        for (SocketAction action : actions) {
            switch (action) {
                case SocketAction.SetUserTimeout set ->
                    sockets(set.end().from())
                            .map(sockets -> sockets.setUserTimeout(set.socket(), set.timeout(), set.bigEndian()))
                            .ifPresent(answer -> settings.put(set.end(), answer));
                case SocketAction.SetLongestWait set ->
                    sockets(set.end().from())
                            .map(sockets -> sockets.setLongestWait(set.socket(), set.longest(), set.bigEndian()))
                            .ifPresent(answer -> settings.put(set.end(), answer));
                case SocketAction.ReadSockets _, SocketAction.ReadOptions _ -> {}
            }
        }
        var unanswered = new HashSet<Link>();
        var deadline = Deadline.in(timeout);
        for (var setting : settings.entrySet()) {
            if (setting.getValue().awaitAny(deadline).isEmpty()) {
                unanswered.add(setting.getKey());
            }
        }
        return unanswered;
    }

    private Sent read(SocketAction action, Set<Link> unanswered) {
        return switch (action) {
            case SocketAction.ReadSockets read -> readSockets(read);
            case SocketAction.ReadOptions(Link end, LinkSocket socket) -> readOptions(end, socket);
            case SocketAction.SetUserTimeout set -> readBack(set.end(), set.socket(), unanswered);
            case SocketAction.SetLongestWait set -> readBack(set.end(), set.socket(), unanswered);
        };
    }

    private Sent readBack(Link end, LinkSocket socket, Set<Link> unanswered) {
        return unanswered.contains(end) ? _ -> List.of(new SocketResult.NoAnswer(end)) : readOptions(end, socket);
    }

    private Sent readSockets(SocketAction.ReadSockets read) {
        List<Link> ends =
                read.peers().stream().map(peer -> new Link(read.node(), peer)).toList();
        Optional<Answer<Map<NodeName, LinkSocket>>> answer =
                sockets(read.node()).map(SocketCalls::linkSockets);
        return deadline -> {
            Optional<Map<NodeName, LinkSocket>> sockets =
                    answer.isEmpty() ? Optional.empty() : answer.get().awaitAny(deadline);
            return ends.stream()
                    .map(end -> sockets.<SocketResult>map(
                                    found -> new SocketResult.SocketRead(end, Optional.ofNullable(found.get(end.to()))))
                            .orElse(new SocketResult.NoAnswer(end)))
                    .toList();
        };
    }

    private Sent readOptions(Link end, LinkSocket socket) {
        Optional<Answer<Optional<TcpOptions>>> answer = sockets(end.from()).map(sockets -> sockets.tcpOptions(socket));
        return deadline -> {
            Optional<Optional<TcpOptions>> options =
                    answer.isEmpty() ? Optional.empty() : answer.get().awaitAny(deadline);
            return List.of(options.<SocketResult>map(read -> new SocketResult.OptionsRead(end, read))
                    .orElse(new SocketResult.NoAnswer(end)));
        };
    }

    private Optional<SocketCalls> sockets(NodeName node) {
        return Optional.ofNullable(connections.get(node)).map(NodeConnection::sockets);
    }
}
