package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Function;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.LinkCounters;
import dev.beamcluster.mesh.LinkSocket;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Pair;
import dev.beamcluster.mesh.erlang.Answer;
import dev.beamcluster.mesh.erlang.Deadline;
import dev.beamcluster.mesh.erlang.NodeCalls;
import dev.beamcluster.mesh.erlang.NodeConnection;
import dev.beamcluster.mesh.erlang.Resolution;
import dev.beamcluster.mesh.erlang.SocketCalls;
import dev.beamcluster.mesh.formation.Action;
import dev.beamcluster.mesh.formation.Result;

/** Makes nodes do what formation decided. Questions sent together share one deadline. */
final class ActionExecutor {

    private final Map<NodeName, NodeConnection> connections;
    private final MeshTarget target;

    ActionExecutor(Map<NodeName, NodeConnection> connections, MeshTarget target) {
        this.connections = connections;
        this.target = target;
    }

    /** An action that was sent. Without an answer by the deadline, its result is a failure. */
    @FunctionalInterface
    private interface Sent {
        Result await(Deadline deadline) throws InterruptedException;
    }

    /** Runs the actions and returns the results of those that could run. */
    List<Result> run(Collection<Action> actions) throws InterruptedException {
        var sent = new ArrayList<Sent>();
        var silent = new ArrayList<Pair>();
        for (Action action : actions) {
            switch (action) {
                case Action.ProvePath(Link path, boolean resolves) ->
                    provePath(path, resolves).ifPresent(sent::add);
                case Action.Connect(Link link) -> connect(link).ifPresent(sent::add);
                case Action.Disconnect(Link link) -> disconnect(link).ifPresent(sent::add);
                case Action.ReadCounters(Pair pair) -> silent.add(pair);
            }
        }
        var results = new ArrayList<Result>();
        // The node itself enforces the timeout of a path.
        var deadline = Deadline.in(target.connectTimeout().plus(NodeCalls.MARGIN));
        for (Sent each : sent) {
            results.add(each.await(deadline));
        }
        results.addAll(readCounters(silent));
        return results;
    }

    /** Asks nodes whom they know; a node that does not answer in time is left out. */
    Map<NodeName, SortedSet<NodeName>> knownNodes(Collection<NodeName> nodes) throws InterruptedException {
        var answers = new HashMap<NodeName, Answer<SortedSet<NodeName>>>();
        for (NodeName node : nodes) {
            ask(node, NodeCalls::knownNodes).ifPresent(answer -> answers.put(node, answer));
        }
        return awaitAll(answers);
    }

    private Optional<Sent> provePath(Link path, boolean resolves) {
        NodeConnection to = connections.get(path.to());
        if (to == null) {
            return Optional.empty();
        }
        Duration timeout = target.connectTimeout();
        boolean ipv6 = target.protocol().ipv6();
        String host = path.to().host();
        Optional<Answer<Resolution>> resolution =
                resolves ? ask(path.from(), calls -> calls.resolve(host, ipv6)) : Optional.empty();
        return ask(path.from(), calls -> calls.openPath(host, to.port(), ipv6, timeout))
                .map(answer -> deadline -> new Result.PathTried(path, fault(path, answer, resolution, deadline)));
    }

    /**
     * Returns why a path is closed. The node itself enforces the timeout of a connection, but not while it waits for its
     * resolver, so a node that answers neither question waits for that.
     */
    private Optional<Fault> fault(
            Link path, Answer<Optional<Fault>> answer, Optional<Answer<Resolution>> resolution, Deadline deadline)
            throws InterruptedException {
        Optional<Fault> closed = answer.awaitAny(deadline).orElse(Optional.of(new Fault(Cause.CONNECT_TIMEOUT)));
        if (closed.isEmpty() || resolution.isEmpty()) {
            return closed;
        }
        Resolution name = resolution.get().awaitAny(deadline).orElseGet(Resolution.Unanswered::new);
        return Optional.of(name.explain(closed.get(), addressOf(path.to())));
    }

    private Optional<String> addressOf(NodeName node) {
        return target.members().stream()
                .filter(member -> member.node().equals(node))
                .findFirst()
                .flatMap(Member::address);
    }

    private Optional<Sent> connect(Link link) {
        return ask(link.from(), calls -> calls.connect(link.to()))
                .map(answer -> deadline ->
                        new Result.ConnectTried(link, answer.awaitAny(deadline).orElse(false)));
    }

    private Optional<Sent> disconnect(Link link) {
        return ask(link.from(), calls -> calls.disconnect(link.to()))
                .map(answer -> deadline -> new Result.DisconnectTried(
                        link, answer.awaitAny(deadline).orElse(false)));
    }

    /** Asks both ends of each link for their sockets, then for their counters. */
    private List<Result> readCounters(List<Pair> silent) throws InterruptedException {
        var sockets = new HashMap<NodeName, Answer<Map<NodeName, LinkSocket>>>();
        for (Pair pair : silent) {
            for (NodeName node : List.of(pair.first(), pair.second())) {
                if (!sockets.containsKey(node)) {
                    askSockets(node, SocketCalls::linkSockets).ifPresent(answer -> sockets.put(node, answer));
                }
            }
        }
        Map<NodeName, Map<NodeName, LinkSocket>> found = awaitAll(sockets);
        var counters = new HashMap<Link, Answer<LinkCounters>>();
        for (Pair pair : silent) {
            for (Link end : ends(pair)) {
                Optional.ofNullable(found.getOrDefault(end.to(), Map.of()).get(end.from()))
                        .flatMap(socket -> askSockets(end.to(), calls -> calls.counters(socket)))
                        .ifPresent(answer -> counters.put(end, answer));
            }
        }
        return results(silent, awaitAll(counters));
    }

    private static List<Result> results(List<Pair> silent, Map<Link, LinkCounters> counters) {
        var results = new ArrayList<Result>();
        for (Pair pair : silent) {
            LinkCounters atFirst = counters.get(ends(pair).getFirst());
            LinkCounters atSecond = counters.get(ends(pair).getLast());
            if (atFirst != null && atSecond != null) {
                results.add(new Result.CountersRead(pair, atFirst, atSecond));
            }
        }
        return results;
    }

    /** The link that ends at the first node, and the link that ends at the second. */
    private static List<Link> ends(Pair pair) {
        return List.of(new Link(pair.second(), pair.first()), new Link(pair.first(), pair.second()));
    }

    private <K, T> Map<K, T> awaitAll(Map<K, Answer<T>> answers) throws InterruptedException {
        var deadline = Deadline.in(target.timeout());
        var values = new HashMap<K, T>();
        for (var each : answers.entrySet()) {
            each.getValue().awaitAny(deadline).ifPresent(value -> values.put(each.getKey(), value));
        }
        return values;
    }

    private <T> Optional<Answer<T>> ask(NodeName node, Function<NodeCalls, Answer<T>> question) {
        return Optional.ofNullable(connections.get(node)).map(connection -> question.apply(connection.calls()));
    }

    private <T> Optional<Answer<T>> askSockets(NodeName node, Function<SocketCalls, Answer<T>> question) {
        return Optional.ofNullable(connections.get(node)).map(connection -> question.apply(connection.sockets()));
    }
}
