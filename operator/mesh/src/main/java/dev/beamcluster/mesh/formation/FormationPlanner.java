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
 * What to do after a round. First {@link #examine}: the network between nodes that are not connected is tried, whoever connects them;
 * then, where the operator connects them, {@link #connect}.
 */
public final class FormationPlanner {

    /**
     * Links that are made in one round. A hundred nodes are sooner together when all are made at once than in parts, since {@code
     * global} joins every two parts by a protocol of its own; but all of three hundred take longer than anybody waits for one of
     * them, and then count as failed.
     */
    private static final int LINKS = 5_000;

    /** Paths that one node tries in one round: a TCP connection each, which costs less than a link. */
    private static final int TRIALS = 100;

    /** Silent links whose counters are read in one round: a cause is named by a few, and what is silent together has one cause. */
    private static final int COUNTERS = 32;

    private FormationPlanner() {}

    /** Finds out why pairs are not connected. */
    public static List<Action> examine(Round round, Ledger ledger, Instant now) {
        var due = new TreeSet<Pair>();
        round.unconnected().stream()
                .filter(pair -> ledger.of(pair).path().isDue(now))
                .forEach(due::add);
        if (due.stream().anyMatch(pair -> ledger.of(pair).path().isUntried())) {
            // Else those that are open and wait for their turn to be connected would be tried again before others are
            // once.
            due.removeIf(pair -> !ledger.of(pair).path().isUntried());
        }
        var actions = new ArrayList<Action>();
        for (Pair pair : wave(due, TRIALS)) {
            NodeName by = ledger.of(pair).path().side(pair);
            actions.add(new Action.ProvePath(new Link(by, pair.other(by))));
        }
        round.connectivity().silent().stream()
                .sorted()
                .limit(COUNTERS)
                .forEach(pair -> actions.add(new Action.ReadCounters(pair)));
        return actions;
    }

    /** Connects what can be connected without an overlapping partition, as far as that is known. */
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

    /** Pairs that can be connected, each with the node that is to do it. */
    private static Map<Pair, NodeName> able(Round round, Ledger ledger, Instant now) {
        var able = new HashMap<Pair, NodeName>();
        for (Pair pair : round.unconnected()) {
            PairState state = ledger.of(pair);
            List<NodeName> proved = state.path().proved();
            boolean hasMet = round.meeting(pair).filter(state.meeting()::equals).isPresent();
            // Those that refuse each other, or keep parting, part a clique; those that were told a moment ago, and are
            // not seen yet, do not.
            boolean waits = state.attempts().isDoubtful() && !state.attempts().isDue(now);
            if (!proved.isEmpty() && !waits && !(hasMet && round.healing() == Healing.NONE)) {
                // Where either can, they take turns after a failure: a path says nothing of the epmd beside the port,
                // which only the one that connects asks.
                able.put(pair, proved.get(state.attempts().failures() % proved.size()));
            }
        }
        return able;
    }

    /**
     * Those of a clique's pairs that are due. Doubtful ones go first, alone: were they refused again, what was connected beside them
     * would be an overlapping partition, for which OTP ends links that work.
     */
    private static Set<Pair> due(Set<Pair> pairs, Ledger ledger, Instant now) {
        var due = new HashSet<>(pairs);
        due.removeIf(pair -> !ledger.of(pair).attempts().isDue(now));
        if (due.stream().anyMatch(pair -> ledger.of(pair).attempts().isDoubtful())) {
            due.removeIf(pair -> !ledger.of(pair).attempts().isDoubtful());
        }
        return due;
    }

    /** By clique the pairs that are inside it. */
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
     * Those of the pairs that come first: so many that no node takes part in more than {@code perNode} of them. The others are for the
     * rounds after.
     *
     * @param pairs sorted, so that the nodes that come first are together first
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
