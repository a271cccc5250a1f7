package dev.beamcluster.mesh.formation;

import java.time.Duration;
import java.time.Instant;

/**
 * How often a pair was told to connect, and with what result.
 *
 * <p>If connecting fails although a path is open, the two refuse each other because of a cookie, a certificate or a
 * release. They retry at growing intervals, up to one minute: only a person can fix this, and each try costs both
 * nodes. Pairs that connect and disconnect again, for whatever reason, are reconnected immediately a few times, then
 * also at growing intervals, up to fifteen seconds.
 *
 * @param failures consecutive failures
 * @param connects successes since the link last held for a minute
 * @param at when they were last told to connect
 * @param next when they may be told again
 */
record ConnectAttempts(int failures, int connects, Instant at, Instant next) {

    static final ConnectAttempts NONE = new ConnectAttempts(0, 0, Instant.MIN, Instant.MIN);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    /**
     * How many times in a row a pair may disconnect without a longer wait: OTP itself disconnects nodes while a mesh
     * forms.
     */
    private static final int TOLERATED_DISCONNECTS = 4;

    private static final Duration LONGEST_WAIT_AFTER_DISCONNECT = Duration.ofSeconds(15);

    /** After a link has held this long, an earlier disconnect is no longer relevant. */
    private static final Duration STEADY = Duration.ofMinutes(1);

    boolean isDue(Instant now) {
        return !next.isAfter(now);
    }

    /** Whether the last attempt failed. */
    boolean isRefused() {
        return failures > 0;
    }

    /** Whether the pair has been reconnected so often that it now waits longer. */
    boolean keepsDisconnecting() {
        return connects > TOLERATED_DISCONNECTS;
    }

    /** Whether the next attempt is likely to end disconnected again. */
    boolean isDoubtful() {
        return isRefused() || keepsDisconnecting();
    }

    ConnectAttempts after(boolean done, Instant now) {
        int connected = connects + (done ? 1 : 0);
        int failed = done ? 0 : failures + 1;
        Duration wait = done
                ? Backoff.after(connected - TOLERATED_DISCONNECTS + 1, LONGEST_WAIT_AFTER_DISCONNECT)
                : Backoff.after(failed, LONGEST_WAIT);
        return new ConnectAttempts(failed, connected, now, now.plus(wait));
    }

    /** Called while the pair is connected. Resets the number of connects once the link has held for a while. */
    ConnectAttempts whileConnected(Instant now) {
        if (connects == 0 || at.plus(STEADY).isBefore(now)) {
            return NONE;
        }
        return isRefused() ? new ConnectAttempts(0, connects, at, next) : this;
    }
}
