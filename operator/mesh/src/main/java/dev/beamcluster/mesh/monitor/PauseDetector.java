package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells whether this process gets to run. A thread wakes twenty times a second and notes how late it was: for a CPU limit, a
 * machine that is too busy, a stopped process. What looks like silence of a node in such a moment may be the operator's own.
 */
final class PauseDetector implements AutoCloseable {

    private static final Duration BEAT = Duration.ofMillis(50);

    /** What a machine at work does every second, and no cause to doubt anything. */
    private static final Duration USUAL = Duration.ofMillis(50);

    /** The longest rounds are shorter than what so many late beats take. */
    private static final int KEPT = 1000;

    /** When a beat came, and how late. */
    private record Late(long at, long nanos) {}

    private final Deque<Late> late = new ArrayDeque<>();
    private final Thread thread;
    private volatile long last = System.nanoTime();
    private volatile boolean closed;

    PauseDetector() {
        // A thread of the platform's: a virtual one would also tell how busy the carriers are, which is the rounds' own
        // work.
        thread = Thread.ofPlatform().daemon().name("pause-detector").unstarted(this::beat);
    }

    void start() {
        last = System.nanoTime();
        thread.start();
    }

    /** For {@link #longestSince}. */
    static long now() {
        return System.nanoTime();
    }

    /** The longest time that the process did not run since then. */
    Duration longestSince(long since) {
        long open = System.nanoTime() - last - BEAT.toNanos();
        long worst = Math.max(0, open);
        synchronized (late) {
            for (Late beat : late) {
                if (beat.at() - since >= 0) {
                    worst = Math.max(worst, beat.nanos());
                }
            }
        }
        return Duration.ofNanos(worst);
    }

    private void beat() {
        while (!closed) {
            LockSupport.parkNanos(BEAT.toNanos());
            long now = System.nanoTime();
            long delay = now - last - BEAT.toNanos();
            if (delay > USUAL.toNanos()) {
                synchronized (late) {
                    late.add(new Late(now, delay));
                    if (late.size() > KEPT) {
                        late.remove();
                    }
                }
            }
            last = now;
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
