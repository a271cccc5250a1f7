package dev.beamcluster.mesh.formation;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;
import dev.beamcluster.mesh.Pair;

/**
 * The history of every pair of nodes, kept from round to round. Immutable. A restarted operator begins with an empty
 * one and loses nothing but time.
 */
public final class Ledger {

    private static final Ledger EMPTY = new Ledger(Map.of());

    /** Contains only pairs with a history. */
    private final Map<Pair, PairState> pairs;

    private Ledger(Map<Pair, PairState> pairs) {
        this.pairs = pairs;
    }

    public static Ledger empty() {
        return EMPTY;
    }

    PairState of(Pair pair) {
        return pairs.getOrDefault(pair, PairState.NEW);
    }

    /** How many times in a row connecting this pair has failed. */
    public int failures(Pair pair) {
        return of(pair).attempts().failures();
    }

    /** Whether this pair has been reconnected repeatedly and disconnected each time. */
    public boolean keepsDisconnecting(Pair pair) {
        return of(pair).attempts().keepsDisconnecting();
    }

    /** Updates the history after a round: pairs that are connected, or whose nodes are gone, need none. */
    public Ledger seen(Round round, Instant now) {
        var changes = new HashMap<Pair, PairState>();
        pairs.forEach((pair, before) -> {
            PairState after = before.seen(pair, round, now);
            if (!after.equals(before)) {
                changes.put(pair, after);
            }
        });
        for (Pair pair : round.connectivity().linked()) {
            PairState before = changes.getOrDefault(pair, of(pair));
            PairState after = round.meeting(pair).map(before::met).orElse(before);
            if (!after.equals(before)) {
                changes.put(pair, after);
            }
        }
        return with(changes);
    }

    /** Updates the history with the results of actions. */
    public Ledger after(Collection<? extends Result> results, Instant now) {
        var changes = new HashMap<Pair, PairState>();
        for (Result result : results) {
            Pair pair = result.pair();
            changes.put(pair, changes.getOrDefault(pair, of(pair)).after(pair, result, now));
        }
        return with(changes);
    }

    /** Updates the history with the results of actions on sockets. */
    public Ledger afterSockets(Collection<? extends SocketResult> results, Instant now) {
        var changes = new HashMap<Pair, PairState>();
        for (SocketResult result : results) {
            Pair pair = result.end().pair();
            changes.put(pair, changes.getOrDefault(pair, of(pair)).after(pair, result, now));
        }
        return with(changes);
    }

    /** Returns the same views, with the cause of each missing link if it is known. */
    public SortedMap<NodeName, NodeView> explain(SortedMap<NodeName, NodeView> views) {
        var explained = new TreeMap<>(views);
        explained.replaceAll((node, view) ->
                view instanceof NodeView.Reached reached && !reached.faults().isEmpty()
                        ? explained(node, reached)
                        : view);
        return Collections.unmodifiableSortedMap(explained);
    }

    private NodeView explained(NodeName node, NodeView.Reached reached) {
        var faults = new TreeMap<>(reached.faults());
        faults.replaceAll((peer, fault) -> of(Pair.of(node, peer)).fault().orElse(fault));
        return new NodeView.Reached(reached.facts(), reached.answering(), faults, reached.unexpectedNodes());
    }

    private Ledger with(Map<Pair, PairState> changes) {
        if (changes.isEmpty()) {
            return this;
        }
        var changed = new HashMap<>(pairs);
        changes.forEach((pair, state) -> {
            if (state.equals(PairState.NEW)) {
                changed.remove(pair);
            } else {
                changed.put(pair, state);
            }
        });
        return new Ledger(changed);
    }
}
