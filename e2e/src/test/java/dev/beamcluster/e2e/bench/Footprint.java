package dev.beamcluster.e2e.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

import com.sun.management.ThreadMXBean;

/**
 * The memory and threads of this process.
 *
 * @param liveKibibytes of the heap, after a garbage collection
 * @param residentKibibytes resident set size of the process, as Linux reports it (proc_pid_status, VmRSS)
 * @param threads platform threads
 */
record Footprint(long liveKibibytes, long residentKibibytes, int threads) {

    static Footprint now() {
        System.gc();
        return new Footprint(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024,
                residentKibibytesNow(),
                ManagementFactory.getThreadMXBean().getThreadCount());
    }

    @Override
    public String toString() {
        return "%d KiB; %d KiB; %d".formatted(liveKibibytes, residentKibibytes, threads);
    }

    private static long residentKibibytesNow() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes that all threads of this process have allocated since it started. */
    static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getTotalThreadAllocatedBytes();
    }
}
