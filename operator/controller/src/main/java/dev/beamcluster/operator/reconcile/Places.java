package dev.beamcluster.operator.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How many BeamClusters of a namespace are reconciled at once: any number, unless one failed slowly there a moment ago. An admission
 * webhook that does not answer keeps a reconcile for a minute or two, and a namespace of such BeamClusters would delay all others.
 */
final class Places {

    /** How many such a namespace has: a quarter of all. */
    static final int FEW = 4;

    /** A failure that takes as long came from requests without an answer. */
    private static final Duration SLOW = Duration.ofSeconds(5);

    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final Map<String, Integer> taken = new HashMap<>();
    private final Map<String, Instant> slowUntil = new HashMap<>();

    /** Takes a place. Returns false if this namespace has enough. */
    synchronized boolean take(String namespace, Instant now) {
        slowUntil.values().removeIf(until -> !now.isBefore(until));
        if (slowUntil.containsKey(namespace) && taken.getOrDefault(namespace, 0) >= FEW) {
            return false;
        }
        taken.merge(namespace, 1, Integer::sum);
        return true;
    }

    /** Returns a place. */
    synchronized void leave(String namespace) {
        taken.computeIfPresent(namespace, (_, count) -> count == 1 ? null : count - 1);
    }

    /** Notes that a reconcile failed that began at this time. */
    synchronized void failed(String namespace, Instant start, Instant now) {
        if (start.plus(SLOW).isBefore(now)) {
            slowUntil.put(namespace, now.plus(REMEMBERED));
        }
    }
}
