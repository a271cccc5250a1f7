package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/** A thread that wakes twenty times a second and records how late it was. */
final class Heartbeat implements AutoCloseable {

    private static final Duration BEAT = Duration.ofMillis(50);

    /** A busy machine delays a thread this long every second; that is no reason for doubt. */
    private static final Duration NORMAL_DELAY = Duration.ofMillis(50);

    /** Enough for the longest round: this many late beats take longer. */
    private static final int MAX_RECORDED = 1000;

    /** When a beat came, and how late it was. */
    private record Late(long at, long nanos) {}

    private final Deque<Late> late = new ArrayDeque<>();
    private final Thread thread;
    private volatile long last = System.nanoTime();
    private volatile boolean closed;

    /** Does not beat yet. */
    Heartbeat(Thread.Builder threads) {
        thread = threads.unstarted(this::beat);
    }

    void start() {
        last = System.nanoTime();
        thread.start();
    }

    /** The longest delay since then, by {@link System#nanoTime}. */
    Duration longestDelaySince(long since) {
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
            if (delay > NORMAL_DELAY.toNanos()) {
                synchronized (late) {
                    late.add(new Late(now, delay));
                    if (late.size() > MAX_RECORDED) {
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
