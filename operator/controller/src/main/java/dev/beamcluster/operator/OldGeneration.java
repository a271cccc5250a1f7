package dev.beamcluster.operator;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.time.Duration;

/**
 * Collects the garbage among the objects that have lived for long. The Serial collector leaves it until the heap has its full
 * size, so that without this an operator would take all of it within an hour, however little it needs (ADR 41).
 */
final class OldGeneration {

    private static final Duration INTERVAL = Duration.ofMinutes(1);

    /** A collection stops the process: for 60 to 460 ms with two hundred BeamClusters on a busy machine. */
    private static final long WORTH_BYTES = 8L << 20;

    private static final int WORTH_SHARE = 4;

    private final MemoryPoolMXBean pool;
    private final Runnable collector;

    OldGeneration(MemoryPoolMXBean pool, Runnable collector) {
        this.pool = pool;
        this.collector = collector;
    }

    /** Looks once a minute, as long as the process runs. Does nothing with a collector that looks by itself. */
    static void watch() {
        ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Tenured Gen"))
                .map(pool -> new OldGeneration(pool, System::gc))
                .forEach(old -> Thread.ofVirtual().name("old-generation").start(old::keepCollecting));
    }

    private void keepCollecting() {
        try {
            while (true) {
                Thread.sleep(INTERVAL);
                collect();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Collects if what has been added since the last collection is a quarter of what that one kept, and 8 MiB. */
    void collect() {
        long kept = pool.getCollectionUsage().getUsed();
        long added = pool.getUsage().getUsed() - kept;
        if (added >= Math.max(WORTH_BYTES, kept / WORTH_SHARE)) {
            collector.run();
        }
    }
}
