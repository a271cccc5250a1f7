package dev.beamcluster.operator.mesh.jinterface;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import dev.beamcluster.operator.mesh.Pair;

/**
 * Pairs that were told to connect and are still apart. Where connecting failed though a path is open they refuse each other, for a
 * cookie, a certificate or a release: they are told again ever more seldom, at last once a minute, since nobody but a person will
 * change it, and each try costs both.
 */
final class Attempts {

    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final Map<Pair, Told> told = new HashMap<>();

    /** How often in a row it failed, and when they may be told again. */
    private record Told(int failures, Duration pause, Instant next) {}

    boolean isDue(Pair pair, Instant now) {
        Told before = told.get(pair);
        return before == null || !before.next().isAfter(now);
    }

    /** How often in a row it failed. */
    int failures(Pair pair) {
        Told before = told.get(pair);
        return before == null ? 0 : before.failures();
    }

    /** They were told, and the one that was said that it went well, or not. */
    void tell(Pair pair, boolean done, Instant now) {
        Told before = told.get(pair);
        Duration doubled = before == null || done ? FIRST_WAIT : before.pause().multipliedBy(2);
        Duration pause = doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
        told.put(pair, new Told(done ? 0 : failures(pair) + 1, pause, now.plus(pause)));
    }

    /** What is connected, or gone, is forgotten. */
    void forgetAllBut(Set<Pair> apart) {
        told.keySet().retainAll(apart);
    }
}
