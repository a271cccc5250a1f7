package dev.beamcluster.mesh.formation;

import java.time.Duration;

/** How long to wait before trying a pair again: twice as long each time, up to a limit. */
final class Backoff {

    static final Duration FIRST = Duration.ofMillis(500);

    private Backoff() {}

    /** Returns the wait after this many tries in a row; the first wait is {@link #FIRST}. */
    static Duration after(int tries, Duration longest) {
        Duration wait = FIRST.multipliedBy(1L << Math.clamp(tries - 1, 0, 10));
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
