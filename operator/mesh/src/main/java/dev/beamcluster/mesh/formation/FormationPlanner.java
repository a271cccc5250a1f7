package dev.beamcluster.mesh.formation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.MeshTarget.Healing;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Pair;

/**
 * Plans what to do after a round. {@link #examine} tests the network between nodes that are not connected, whether
 * the operator or the application connects them. Then, if the operator connects them, {@link #connect} follows.
 */
public final class FormationPlanner {

    /**
     * Links to create in one round. A hundred nodes form a mesh faster if all links are created at once than in
     * parts, since {@code global} merges every two parts with a protocol of its own. But creating all links of three
     * hundred nodes at once takes longer than the timeout of each one, and they count as failed.
     */
    private static final int LINKS = 5_000;

    /** Paths that one node tries in one round: each is one TCP connection, which costs less than a link. */
    private static final int TRIALS = 100;

    /**
     * Silent links whose counters are read in one round: links that are silent at the same time have one cause, and a
     * few are enough to find it; but some of each node, because {@link RetransmissionPlanner} has to know which nodes
     * cannot send.
     */
    private static final int COUNTERS = 32;

    private static final int COUNTERS_OF_A_NODE = 2;

    private FormationPlanner() {}

    /** Finds out why pairs are not connected. */
    public static List<Action> examine(Round round, Ledger ledger, Instant now) {
        var due = new TreeSet<Pair>();
        round.unconnected().stream()
                .filter(pair -> ledger.of(pair).path().isDue(now))
                .forEach(due::add);
        if (due.stream().anyMatch(pair -> ledger.of(pair).path().isUntried())) {
            // Otherwise open paths that wait for their turn to be connected would be tried again before others are
            // tried once.
            due.removeIf(pair -> !ledger.of(pair).path().isUntried());
        }
        var actions = new ArrayList<Action>();
        for (Pair pair : wave(due, TRIALS)) {
            PathTrials path = ledger.of(pair).path();
            NodeName by = path.side(pair);
            // Most pairs are connected after their first trial, and need no cause.
            actions.add(new Action.ProvePath(new Link(by, pair.other(by)), !path.isUntried()));
        }
        counted(round.connectivity().silent()).forEach(pair -> actions.add(new Action.ReadCounters(pair)));
        return actions;
    }

    private static SortedSet<Pair> counted(Set<Pair> silent) {
        var of = new HashMap<NodeName, Integer>();
        var counted = new TreeSet<Pair>();
        for (Pair pair : new TreeSet<>(silent)) {
            int fewest = Math.min(of.getOrDefault(pair.first(), 0), of.getOrDefault(pair.second(), 0));
            if (counted.size() < COUNTERS || fewest < COUNTERS_OF_A_NODE) {
                counted.add(pair);
                of.merge(pair.first(), 1, Integer::sum);
                of.merge(pair.second(), 1, Integer::sum);
            }
        }
        return counted;
    }

    /** Connects what can be connected without creating an overlapping partition, as far as is known. */
    public static List<Action> connect(Round round, Ledger ledger, Instant now) {
        Map<Pair, NodeName> able = able(round, ledger, now);
        if (able.keySet().stream().noneMatch(pair -> ledger.of(pair).attempts().isDue(now))) {
            return List.of();
        }
        Connectivity seen = round.connectivity();
        var due = new TreeSet<Pair>();
        inside(Cliques.of(seen.reached(), seen.linked(), able.keySet()), able.keySet())
                .forEach(pairs -> due.addAll(due(pairs, ledger, now)));
        var actions = new ArrayList<Action>();
        for (Pair pair : wave(due, Math.ceilDiv(2 * LINKS, seen.reached().size()))) {
            NodeName from = able.getOrDefault(pair, pair.first());
            Link link = new Link(from, pair.other(from));
            actions.add(seen.silent().contains(pair) ? new Action.Disconnect(link) : new Action.Connect(link));
        }
        return actions;
    }

    /** Pairs that can be connected, each with the node that connects. */
    private static Map<Pair, NodeName> able(Round round, Ledger ledger, Instant now) {
        var able = new HashMap<Pair, NodeName>();
        for (Pair pair : round.unconnected()) {
            PairState state = ledger.of(pair);
            List<NodeName> proved = state.path().proved();
            boolean hasMet = round.meeting(pair).filter(state.meeting()::equals).isPresent();
            // A pair that refuses or keeps disconnecting splits a clique while it waits. A pair that was just told to
            // connect, and is not seen as connected yet, does not.
            boolean waits = state.attempts().isDoubtful() && !state.attempts().isDue(now);
            if (!proved.isEmpty() && !waits && !(hasMet && round.healing() == Healing.NONE)) {
                // If either node can connect, they take turns after a failure: an open path says nothing about the
                // epmd behind it, which only the connecting node asks.
                able.put(pair, proved.get(state.attempts().failures() % proved.size()));
            }
        }
        return able;
    }

    /**
     * The pairs of a clique that are due. Doubtful pairs go first, alone: if one were refused again, whatever was
     * connected along with it would be an overlapping partition, and OTP would close working links.
     */
    private static Set<Pair> due(Set<Pair> pairs, Ledger ledger, Instant now) {
        var due = new HashSet<>(pairs);
        due.removeIf(pair -> !ledger.of(pair).attempts().isDue(now));
        if (due.stream().anyMatch(pair -> ledger.of(pair).attempts().isDoubtful())) {
            due.removeIf(pair -> !ledger.of(pair).attempts().isDoubtful());
        }
        return due;
    }

    /** Groups the pairs by the clique that contains both nodes. */
    private static Collection<Set<Pair>> inside(List<SortedSet<NodeName>> cliques, Set<Pair> pairs) {
        var firstOf = new HashMap<NodeName, NodeName>();
        cliques.forEach(clique -> clique.forEach(node -> firstOf.put(node, clique.first())));
        var inside = new HashMap<NodeName, Set<Pair>>();
        for (Pair pair : pairs) {
            NodeName first = firstOf.get(pair.first());
            if (first != null && first.equals(firstOf.get(pair.second()))) {
                inside.computeIfAbsent(first, _ -> new HashSet<>()).add(pair);
            }
        }
        return inside.values();
    }

    /**
     * Selects pairs in order, so that no node is in more than {@code perNode} of them. The rest is left for later
     * rounds.
     *
     * @param pairs sorted, so that the nodes that come first are complete first
     */
    static SortedSet<Pair> wave(SortedSet<Pair> pairs, int perNode) {
        var busy = new HashMap<NodeName, Integer>();
        var wave = new TreeSet<Pair>();
        for (Pair pair : pairs) {
            int first = busy.getOrDefault(pair.first(), 0);
            int second = busy.getOrDefault(pair.second(), 0);
            if (first < perNode && second < perNode) {
                busy.put(pair.first(), first + 1);
                busy.put(pair.second(), second + 1);
                wave.add(pair);
            }
        }
        return wave;
    }
}
