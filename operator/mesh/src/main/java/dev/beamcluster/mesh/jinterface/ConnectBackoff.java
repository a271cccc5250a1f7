package dev.beamcluster.mesh.jinterface;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Pair;

/**
 * Pairs that were told to connect. Where connecting failed though a path is open they refuse each other, for a cookie, a certificate
 * or a release: they are told again ever more seldom, at last once a minute, since nobody but a person will change it, and each try
 * costs both. Those that connect and part again, whoever parts them, are told a few times at once, and then ever more seldom as well,
 * at last every fifteen seconds.
 */
final class ConnectBackoff {

    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    /** So many times in a row a pair may part without a longer wait: OTP itself parts nodes while a mesh comes together. */
    private static final int PARTINGS = 4;

    private static final Duration LONGEST_WAIT_OF_PARTED = Duration.ofSeconds(15);

    /** A link that stood for so long has not parted for the reason for which it was apart before. */
    private static final Duration STEADY = Duration.ofMinutes(1);

    private final Map<Pair, Told> told = new HashMap<>();

    /**
     * How telling a pair went.
     *
     * @param failures how often in a row it failed
     * @param connects how often it went well, since it last stood for a minute
     * @param at when it was told last
     * @param next when it may be told again
     */
    private record Told(int failures, int connects, Duration pause, Instant at, Instant next) {

        Told withoutFailures() {
            return failures == 0 ? this : new Told(0, connects, pause, at, next);
        }
    }

    boolean isDue(Pair pair, Instant now) {
        Told before = told.get(pair);
        return before == null || !before.next().isAfter(now);
    }

    /** How often in a row it failed. */
    int failures(Pair pair) {
        Told before = told.get(pair);
        return before == null ? 0 : before.failures();
    }

    /** Whether the pair was connected again and again, and is told more seldom for it. */
    boolean keepsParting(Pair pair) {
        Told before = told.get(pair);
        return before != null && before.connects() > PARTINGS;
    }

    /** They were told, and the one that was said that it went well, or not. */
    void tell(Pair pair, boolean done, Instant now) {
        Told before = told.get(pair);
        int connects = (before == null ? 0 : before.connects()) + (done ? 1 : 0);
        Duration pause = done ? afterConnecting(connects) : afterFailing(before);
        told.put(pair, new Told(done ? 0 : failures(pair) + 1, connects, pause, now, now.plus(pause)));
    }

    private static Duration afterConnecting(int connects) {
        int doublings = Math.clamp(connects - PARTINGS, 0, 10);
        return shorter(FIRST_WAIT.multipliedBy(1L << doublings), LONGEST_WAIT_OF_PARTED);
    }

    private static Duration afterFailing(@Nullable Told before) {
        return before == null || before.failures() == 0
                ? FIRST_WAIT
                : shorter(before.pause().multipliedBy(2), LONGEST_WAIT);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /**
     * What is connected, or gone, is forgotten; how often we connected it, when it stood for a while.
     *
     * @param apart pairs of nodes that answer and are not connected
     * @param reached nodes that answer
     */
    void forgetAllBut(Set<Pair> apart, Set<NodeName> reached, Instant now) {
        told.entrySet().removeIf(entry -> {
            Pair pair = entry.getKey();
            Told last = entry.getValue();
            boolean gone = !reached.contains(pair.first()) || !reached.contains(pair.second());
            boolean stood = last.connects() == 0 || last.at().plus(STEADY).isBefore(now);
            return gone || (!apart.contains(pair) && stood);
        });
        told.replaceAll((pair, last) -> apart.contains(pair) ? last : last.withoutFailures());
    }
}
