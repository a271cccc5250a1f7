package dev.beamcluster.mesh.formation;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Pair;

/**
 * Whether the network lets the two nodes of a pair reach each other: one opens a TCP connection to the other's
 * distribution port. One direction is enough, since a distribution connection carries both.
 *
 * <p>While a pair stays apart, the two nodes take turns, at intervals that grow to four seconds. So a long outage
 * costs little and its end is detected quickly.
 *
 * @param outcomes the last trial of each node that tried; an empty fault is an open path
 * @param by the node that tried last
 * @param trials how many trials there were
 * @param next when the next trial is due
 */
record PathTrials(SortedMap<NodeName, Optional<Fault>> outcomes, Optional<NodeName> by, int trials, Instant next) {

    static final PathTrials NONE = new PathTrials(Collections.emptySortedMap(), Optional.empty(), 0, Instant.MIN);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(4);

    /** Whether neither node has tried yet. */
    boolean isUntried() {
        return trials == 0;
    }

    boolean isDue(Instant now) {
        return !next.isAfter(now);
    }

    /**
     * The node whose turn it is. They take turns because a node that cannot connect to its peer, for example because
     * the peer's epmd is gone or its name does not resolve, may still be reachable for that peer.
     */
    NodeName side(Pair pair) {
        return by.map(pair::other).orElse(pair.first());
    }

    /** Why the pair is apart, according to the last trials. Stable as long as their outcomes are. */
    Optional<Fault> fault() {
        return isUntried() || outcomes.containsValue(Optional.<Fault>empty())
                ? Optional.empty()
                : outcomes.firstEntry().getValue();
    }

    /**
     * The nodes whose last trial succeeded; either may be told to connect. A success is valid until the same node
     * tries again, at most eight seconds later. It has to last, because pairs are tried at different times and from
     * different sides, but a node connects to all of a clique at once.
     */
    List<NodeName> proved() {
        return outcomes.entrySet().stream()
                .filter(outcome -> outcome.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    PathTrials after(NodeName side, Optional<Fault> fault, Instant now) {
        var next = new TreeMap<>(outcomes);
        next.put(side, fault);
        return new PathTrials(next, Optional.of(side), trials + 1, now.plus(Backoff.after(trials + 1, LONGEST_WAIT)));
    }
}
