package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.NodeCall;
import dev.beamcluster.mesh.NodeCall.Purpose;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.erlang.RemoteFunction;
import dev.beamcluster.mesh.formation.Result;
import dev.beamcluster.mesh.formation.SocketAction;
import dev.beamcluster.mesh.formation.SocketResult;

/** Puts together the calls of one step on one node that ended alike: a hundred nodes that form a mesh get 4950 calls. */
final class CallJournal {

    private static final String NO_ANSWER = "no answer in time";
    private static final String UNKNOWN_OPTION = "the kernel does not know the option";
    private static final String NOT_DONE = "not done, or no answer in time";

    private final Map<Alike, List<NodeName>> peers = new LinkedHashMap<>();

    private record Alike(NodeName node, Purpose purpose, RemoteFunction function, String why) {}

    private CallJournal() {}

    /** Tells the calls that formation had made. */
    static void ofLinks(List<Result> results, Duration duration, Consumer<NodeCall> journal) {
        var calls = new CallJournal();
        for (Result result : results) {
            switch (result) {
                case Result.ConnectTried(Link link, boolean done) ->
                    calls.add(link, Purpose.CONNECT, RemoteFunction.CONNECT_NODE, done ? "" : NOT_DONE);
                case Result.DisconnectTried(Link link, boolean done) ->
                    calls.add(link, Purpose.DISCONNECT, RemoteFunction.DISCONNECT_NODE, done ? "" : NOT_DONE);
                case Result.PathTried _, Result.CountersRead _ -> {}
            }
        }
        calls.tell(duration, journal);
    }

    /** Tells the options of sockets that were set, and whether they were read back. */
    static void ofSockets(
            List<SocketAction> actions, List<SocketResult> results, Duration duration, Consumer<NodeCall> journal) {
        var calls = new CallJournal();
        Set<Link> unanswered = results.stream()
                .filter(SocketResult.NoAnswer.class::isInstance)
                .map(SocketResult::end)
                .collect(Collectors.toSet());
        Set<Link> unknown = results.stream()
                .filter(result ->
                        result instanceof SocketResult.OptionsRead(var _, Optional<?> options) && options.isEmpty())
                .map(SocketResult::end)
                .collect(Collectors.toSet());
        for (SocketAction action : actions) {
            switch (action) {
                case SocketAction.SetUserTimeout set ->
                    calls.addSet(set.end(), Purpose.LIMIT_SILENCE, unanswered, unknown);
                case SocketAction.SetLongestWait set ->
                    calls.addSet(set.end(), Purpose.RETRANSMIT, unanswered, unknown);
                case SocketAction.ReadSockets _, SocketAction.ReadOptions _ -> {}
            }
        }
        calls.tell(duration, journal);
    }

    private void addSet(Link end, Purpose purpose, Set<Link> unanswered, Set<Link> unknown) {
        String why = unanswered.contains(end) ? NO_ANSWER : unknown.contains(end) ? UNKNOWN_OPTION : "";
        add(end, purpose, RemoteFunction.SETOPTS, why);
    }

    private void add(Link link, Purpose purpose, RemoteFunction function, String why) {
        peers.computeIfAbsent(new Alike(link.from(), purpose, function, why), _ -> new ArrayList<>())
                .add(link.to());
    }

    private void tell(Duration duration, Consumer<NodeCall> journal) {
        peers.forEach((calls, about) -> journal.accept(new NodeCall(
                calls.node(),
                calls.purpose(),
                calls.function().toString(),
                about,
                calls.why().isEmpty(),
                calls.why(),
                duration)));
    }
}
