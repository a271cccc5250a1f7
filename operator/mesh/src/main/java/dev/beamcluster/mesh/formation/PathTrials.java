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
 * Whether the network lets the two nodes of a pair reach each other: one opens a TCP connection to the other's distribution port.
 * One direction is enough, since a connection of the distribution carries both.
 *
 * <p>A pair that stays apart is tried again by the other of the two, and ever more seldom, at last every four seconds, so that a
 * long outage costs little and its end is soon seen.
 *
 * @param outcomes of the last trial by each node that tried; an empty fault is an open path
 * @param by the node that tried last
 * @param trials how many there were
 * @param next when the other one is due
 */
record PathTrials(SortedMap<NodeName, Optional<Fault>> outcomes, Optional<NodeName> by, int trials, Instant next) {

    static final PathTrials NONE = new PathTrials(Collections.emptySortedMap(), Optional.empty(), 0, Instant.MIN);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(4);

    /** Whether neither of the two has tried yet. */
    boolean isUntried() {
        return trials == 0;
    }

    boolean isDue(Instant now) {
        return !next.isAfter(now);
    }

    /**
     * The one of the two that is to try. They take turns: a node whose peer's epmd is gone, or which cannot resolve it, may well be
     * connected to by that peer.
     */
    NodeName side(Pair pair) {
        return by.map(pair::other).orElse(pair.first());
    }

    /** Why the pair is apart, as far as the last trials told; the same for as long as they go the same. */
    Optional<Fault> fault() {
        return isUntried() || outcomes.containsValue(Optional.<Fault>empty())
                ? Optional.empty()
                : outcomes.firstEntry().getValue();
    }

    /**
     * Those of the two whose last trial went well; either may be told to connect. A proof holds until the same side tries again,
     * eight seconds at most: pairs are tried at different times and by different sides, and a node is connected only to all of a
     * clique at once.
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
