package dev.beamcluster.mesh.jinterface;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import com.ericsson.otp.erlang.OtpErlangObject;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Pair;
import dev.beamcluster.mesh.formation.Action;
import dev.beamcluster.mesh.formation.Result;

/** Has nodes do what formation decided. What is asked together has one deadline together. */
final class ActionExecutor {

    private static final int TCP = 6;
    private static final int TCP_INFO = 11;
    private static final int SEGMENTS_IN = 140;
    private static final int LENGTH = 144;

    private final Map<NodeName, NodeConnection> connections;
    private final MeshTarget target;

    ActionExecutor(Map<NodeName, NodeConnection> connections, MeshTarget target) {
        this.connections = connections;
        this.target = target;
    }

    /** How an action goes, once its answer is awaited; empty when it told nothing. */
    @FunctionalInterface
    private interface Pending {
        Optional<Result> await(Deadline deadline) throws InterruptedException;
    }

    List<Result> run(Collection<Action> actions) throws InterruptedException {
        var sent = new ArrayList<Pending>();
        var silent = new ArrayList<Pair>();
        for (Action action : actions) {
            switch (action) {
                case Action.ProvePath(Link path) -> provePath(path).ifPresent(sent::add);
                case Action.Connect(Link link) ->
                    call(link.from(), "net_kernel", "connect_node", Terms.atom(link.to()))
                            .ifPresent(answer -> sent.add(
                                    deadline -> Optional.of(new Result.ConnectTried(link, isTrue(answer, deadline)))));
                case Action.Disconnect(Link link) ->
                    call(link.from(), "erlang", "disconnect_node", Terms.atom(link.to()))
                            .ifPresent(answer -> sent.add(deadline ->
                                    Optional.of(new Result.DisconnectTried(link, isTrue(answer, deadline)))));
                case Action.ReadCounters(Pair pair) -> silent.add(pair);
            }
        }
        // A node that tries a path keeps the timeout itself; the rest is for the way there and back.
        List<Result> results = awaitAll(sent, target.timeout().plus(NodeProbe.MARGIN));
        results.addAll(readCounters(silent));
        return results;
    }

    private static List<Result> awaitAll(List<Pending> sent, Duration within) throws InterruptedException {
        var deadline = Deadline.in(within);
        var results = new ArrayList<Result>();
        for (Pending each : sent) {
            each.await(deadline).ifPresent(results::add);
        }
        return results;
    }

    private Optional<Pending> provePath(Link path) {
        NodeConnection to = connections.get(path.to());
        if (to == null) {
            return Optional.empty();
        }
        return call(
                        path.from(),
                        "gen_tcp",
                        "connect",
                        Terms.text(path.to().host()),
                        Terms.number(to.port()),
                        target.protocol().ipv6() ? Terms.list(Terms.atom("inet6")) : Terms.list(),
                        Terms.number(target.timeout().toMillis()))
                .map(answer -> deadline -> Optional.of(new Result.PathTried(
                        path,
                        answer(answer, deadline)
                                .map(Terms::pathFault)
                                .orElse(Optional.of(new Fault(Cause.CONNECT_TIMEOUT))))));
    }

    /** First the socket of each link at each of its ends, then what has come in there. */
    private List<Result> readCounters(List<Pair> silent) throws InterruptedException {
        Map<Link, Integer> arrivals = arrivals(sockets(silent));
        var results = new ArrayList<Result>();
        for (Pair pair : silent) {
            Integer atFirst = arrivals.get(new Link(pair.second(), pair.first()));
            Integer atSecond = arrivals.get(new Link(pair.first(), pair.second()));
            if (atFirst != null && atSecond != null) {
                results.add(new Result.CountersRead(pair, atFirst, atSecond));
            }
        }
        return results;
    }

    /** The socket of each link at the end that it leads to, as that end's VM knows it. */
    private Map<Link, OtpErlangObject> sockets(List<Pair> pairs) throws InterruptedException {
        var asked = new HashMap<NodeName, CompletableFuture<OtpErlangObject>>();
        for (Pair pair : pairs) {
            for (NodeName node : List.of(pair.first(), pair.second())) {
                if (!asked.containsKey(node)) {
                    call(node, "erlang", "system_info", Terms.atom("dist_ctrl"))
                            .ifPresent(answer -> asked.put(node, answer));
                }
            }
        }
        var deadline = Deadline.in(target.timeout());
        var byNode = new HashMap<NodeName, Map<String, OtpErlangObject>>();
        for (var each : asked.entrySet()) {
            answer(each.getValue(), deadline).map(Terms::ports).ifPresent(ports -> byNode.put(each.getKey(), ports));
        }
        var sockets = new HashMap<Link, OtpErlangObject>();
        for (Pair pair : pairs) {
            for (Link link : List.of(new Link(pair.first(), pair.second()), new Link(pair.second(), pair.first()))) {
                @Nullable
                OtpErlangObject socket =
                        byNode.getOrDefault(link.to(), Map.of()).get(link.from().toString());
                if (socket != null) {
                    sockets.put(link, socket);
                }
            }
        }
        return sockets;
    }

    private Map<Link, Integer> arrivals(Map<Link, OtpErlangObject> sockets) throws InterruptedException {
        var asked = new HashMap<Link, CompletableFuture<OtpErlangObject>>();
        var option = Terms.tuple(Terms.atom("raw"), Terms.number(TCP), Terms.number(TCP_INFO), Terms.number(LENGTH));
        sockets.forEach((link, socket) -> call(link.to(), "inet", "getopts", socket, Terms.list(option))
                .ifPresent(answer -> asked.put(link, answer)));
        var deadline = Deadline.in(target.timeout());
        var arrivals = new HashMap<Link, Integer>();
        for (var each : asked.entrySet()) {
            answer(each.getValue(), deadline)
                    .flatMap(term -> Terms.rawOption(term, SEGMENTS_IN))
                    .ifPresent(count -> arrivals.put(each.getKey(), count));
        }
        return arrivals;
    }

    private Optional<CompletableFuture<OtpErlangObject>> call(
            NodeName node, String module, String function, OtpErlangObject... arguments) {
        NodeConnection connection = connections.get(node);
        return connection == null
                ? Optional.empty()
                : Optional.of(connection.wire().call(module, function, arguments));
    }

    private static boolean isTrue(CompletableFuture<OtpErlangObject> call, Deadline deadline)
            throws InterruptedException {
        return answer(call, deadline).filter(term -> Terms.isAtom(term, "true")).isPresent();
    }

    private static Optional<OtpErlangObject> answer(CompletableFuture<OtpErlangObject> call, Deadline deadline)
            throws InterruptedException {
        try {
            return Optional.of(deadline.await(call));
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        }
    }
}
