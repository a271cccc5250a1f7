package dev.beamcluster.mesh.formation;

import java.time.Duration;
import java.time.Instant;

/**
 * How often a pair was told to connect, and how that went.
 *
 * <p>Where connecting failed though a path is open, the two refuse each other, for a cookie, a certificate or a release: they are told
 * again ever more seldom, at last once a minute, since nobody but a person will change it, and each try costs both. Those that connect
 * and part again, whoever parts them, are told a few times at once, and then ever more seldom as well, at last every fifteen seconds.
 *
 * @param failures how often in a row it failed
 * @param connects how often it went well, since the link last held for a minute
 * @param at when they were told last
 * @param next when they may be told again
 */
record ConnectAttempts(int failures, int connects, Instant at, Instant next) {

    static final ConnectAttempts NONE = new ConnectAttempts(0, 0, Instant.MIN, Instant.MIN);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    /** So many times in a row a pair may part without a longer wait: OTP itself parts nodes while a mesh comes together. */
    private static final int PARTINGS = 4;

    private static final Duration LONGEST_WAIT_OF_PARTED = Duration.ofSeconds(15);

    /** A link that held for so long has not parted for the reason for which it was apart before. */
    private static final Duration STEADY = Duration.ofMinutes(1);

    boolean isDue(Instant now) {
        return !next.isAfter(now);
    }

    /** Whether the last attempt failed. */
    boolean isRefused() {
        return failures > 0;
    }

    /** Whether the pair was connected again and again, and is told more seldom for it. */
    boolean keepsParting() {
        return connects > PARTINGS;
    }

    /** Whether the next attempt may well end apart again. */
    boolean isDoubtful() {
        return isRefused() || keepsParting();
    }

    ConnectAttempts after(boolean done, Instant now) {
        int connected = connects + (done ? 1 : 0);
        int failed = done ? 0 : failures + 1;
        Duration wait = done
                ? Backoff.after(connected - PARTINGS + 1, LONGEST_WAIT_OF_PARTED)
                : Backoff.after(failed, LONGEST_WAIT);
        return new ConnectAttempts(failed, connected, now, now.plus(wait));
    }

    /** The pair needs no connecting now. How often we connected it is forgotten when the link held for a while. */
    ConnectAttempts whileConnected(Instant now) {
        if (connects == 0 || at.plus(STEADY).isBefore(now)) {
            return NONE;
        }
        return isRefused() ? new ConnectAttempts(0, connects, at, next) : this;
    }
}
