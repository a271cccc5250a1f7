package dev.beamcluster.mesh.jinterface;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import com.ericsson.otp.erlang.OtpErlangObject;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Pair;

/**
 * Whether over a silent link packets still pass one way. A call needs both ways, so calls alone do not tell; but the end whose packets
 * arrive sends them again and again, as the answers are lost, and the other end's machine counts what comes ({@code tcpi_segs_in},
 * Linux 4.2, tcp.h). Where nothing is counted (TLS, whose socket is a process's own; another system) nothing is said.
 *
 * <p>Asks each end for the port of the link ({@code erlang:system_info(dist_ctrl)}) and that port for its counter, every round that the
 * link is silent. Used by one thread.
 */
final class AsymmetryDetector {

    /** Pairs looked at in one round: a cause is named by a few, and what is silent together has one cause. */
    private static final int AT_MOST = 32;

    private static final int TCP = 6;
    private static final int TCP_INFO = 11;
    private static final int SEGMENTS_IN = 140;
    private static final int LENGTH = 144;

    private final Map<Pair, Arrivals> first = new HashMap<>();
    private final Map<Pair, Fault> found = new HashMap<>();

    /** How many segments came in, at each end. */
    private record Arrivals(int atFirst, int atSecond) {}

    /** Why this pair is silent, where packets pass one way. */
    Optional<Fault> fault(Pair pair) {
        return Optional.ofNullable(found.get(pair));
    }

    /**
     * Looks at pairs that are silent now.
     *
     * @param silent pairs of nodes that answer, of which one believes in the other and gets no answer
     */
    void look(Set<Pair> silent, Map<NodeName, NodeConnection> links, MeshTarget target) throws InterruptedException {
        first.keySet().retainAll(silent);
        found.keySet().retainAll(silent);
        var looked = silent.stream().sorted().limit(AT_MOST).toList();
        Map<Link, Integer> arrivals = arrivals(ports(looked, links, target), links, target);
        for (Pair pair : looked) {
            Integer atFirst = arrivals.get(new Link(pair.second(), pair.first()));
            Integer atSecond = arrivals.get(new Link(pair.first(), pair.second()));
            if (atFirst != null && atSecond != null) {
                compare(pair, new Arrivals(atFirst, atSecond));
            }
        }
    }

    private void compare(Pair pair, Arrivals now) {
        Arrivals before = first.putIfAbsent(pair, now);
        if (before == null) {
            return;
        }
        boolean firstHears = now.atFirst() != before.atFirst();
        boolean secondHears = now.atSecond() != before.atSecond();
        if (firstHears == secondHears) {
            found.remove(pair);
        } else {
            found.put(pair, firstHears ? oneWay(pair.first(), pair.second()) : oneWay(pair.second(), pair.first()));
        }
    }

    private static Fault oneWay(NodeName from, NodeName to) {
        return new Fault(Cause.ONE_DIRECTION, "what " + from + " sends does not arrive at " + to);
    }

    /** The socket of each link at the end that it leads to, as that end's VM knows it. */
    private static Map<Link, OtpErlangObject> ports(
            Collection<Pair> pairs, Map<NodeName, NodeConnection> links, MeshTarget target)
            throws InterruptedException {
        var asked = new TreeMap<NodeName, CompletableFuture<OtpErlangObject>>();
        var nodes = new TreeSet<NodeName>();
        pairs.forEach(pair -> {
            nodes.add(pair.first());
            nodes.add(pair.second());
        });
        for (NodeName node : nodes) {
            NodeConnection link = links.get(node);
            if (link != null) {
                asked.put(node, link.wire().call("erlang", "system_info", Terms.atom("dist_ctrl")));
            }
        }
        var deadline = Deadline.in(target.timeout());
        var ports = new HashMap<Link, OtpErlangObject>();
        for (var entry : asked.entrySet()) {
            NodeName node = entry.getKey();
            Map<String, OtpErlangObject> byPeer =
                    answer(entry.getValue(), deadline).map(Terms::ports).orElse(Map.of());
            for (Pair pair : pairs) {
                if (pair.first().equals(node) || pair.second().equals(node)) {
                    NodeName peer = pair.other(node);
                    OtpErlangObject port = byPeer.get(peer.toString());
                    if (port != null) {
                        ports.put(new Link(peer, node), port);
                    }
                }
            }
        }
        return ports;
    }

    /** How many segments of each link have come to its end. */
    private static Map<Link, Integer> arrivals(
            Map<Link, OtpErlangObject> ports, Map<NodeName, NodeConnection> links, MeshTarget target)
            throws InterruptedException {
        var asked = new HashMap<Link, CompletableFuture<OtpErlangObject>>();
        ports.forEach((link, port) -> {
            NodeConnection end = links.get(link.to());
            if (end != null) {
                var option =
                        Terms.tuple(Terms.atom("raw"), Terms.number(TCP), Terms.number(TCP_INFO), Terms.number(LENGTH));
                asked.put(link, end.wire().call("inet", "getopts", port, Terms.list(option)));
            }
        });
        var deadline = Deadline.in(target.timeout());
        var arrivals = new HashMap<Link, Integer>();
        for (var entry : asked.entrySet()) {
            answer(entry.getValue(), deadline)
                    .flatMap(term -> Terms.rawOption(term, SEGMENTS_IN))
                    .ifPresent(count -> arrivals.put(entry.getKey(), count));
        }
        return arrivals;
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
