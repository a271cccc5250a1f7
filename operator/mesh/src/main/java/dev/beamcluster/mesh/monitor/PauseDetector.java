package dev.beamcluster.mesh.monitor;

import java.time.Duration;

/**
 * Detects pauses of this process, whether because of a CPU limit, a busy machine or a stopped process, and of its
 * virtual threads alone, because others keep their carriers busy. If a node seems silent during a pause, the cause may
 * be the operator itself: virtual threads read what nodes answer.
 */
final class PauseDetector implements AutoCloseable {

    /** A pause of this process longer than the timeout divided by this may have made a node look silent. */
    private static final int PROCESS_DIVISOR = 4;

    /**
     * The same for virtual threads. Rounds keep them busy too, and an answer is late only if its reader waits for
     * longer than the timeout.
     */
    private static final int CARRIERS_DIVISOR = 2;

    private final Heartbeat process = new Heartbeat(Thread.ofPlatform().daemon().name("pause-detector"));
    private final Heartbeat carriers = new Heartbeat(Thread.ofVirtual().name("carrier-pause-detector"));

    void start() {
        process.start();
        carriers.start();
    }

    /** For {@link #longestSince}. */
    static long now() {
        return System.nanoTime();
    }

    /** The longest pause since then of this process or of its virtual threads. */
    Duration longestSince(long since) {
        Duration ofProcess = process.longestDelaySince(since);
        Duration ofCarriers = carriers.longestDelaySince(since);
        return ofProcess.compareTo(ofCarriers) > 0 ? ofProcess : ofCarriers;
    }

    /** Whether a pause of this process since then may have made a node look silent that has this long to answer. */
    boolean hasPausedProcessSince(long since, Duration timeout) {
        return process.longestDelaySince(since).compareTo(timeout.dividedBy(PROCESS_DIVISOR)) > 0;
    }

    /** The same for a pause of the virtual threads. */
    boolean hasPausedCarriersSince(long since, Duration timeout) {
        return carriers.longestDelaySince(since).compareTo(timeout.dividedBy(CARRIERS_DIVISOR)) > 0;
    }

    @Override
    public void close() {
        process.close();
        carriers.close();
    }
}
