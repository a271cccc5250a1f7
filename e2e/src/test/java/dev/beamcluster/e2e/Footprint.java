package dev.beamcluster.e2e;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;

/**
 * What this process holds.
 *
 * @param liveKibibytes of the heap, after a collection
 * @param threads of the platform
 */
record Footprint(long liveKibibytes, int threads) {

    static Footprint now() {
        System.gc();
        return new Footprint(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024,
                ManagementFactory.getThreadMXBean().getThreadCount());
    }

    /** What all threads of this process have allocated so far. */
    static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getTotalThreadAllocatedBytes();
    }
}
