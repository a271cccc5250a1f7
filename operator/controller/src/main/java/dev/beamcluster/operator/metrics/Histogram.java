package dev.beamcluster.operator.metrics;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** How many durations were at most as long as each bound. */
final class Histogram {

    private static final double NANOS = 1e9;

    private final List<Duration> bounds;

    /** Those within each bound but not within a lower one; the last element counts those beyond all bounds. */
    private final AtomicLongArray counts;

    private final LongAdder nanos = new LongAdder();

    /**
     * Creates an empty histogram.
     *
     * @param bounds in ascending order
     */
    Histogram(List<Duration> bounds) {
        this.bounds = bounds;
        this.counts = new AtomicLongArray(bounds.size() + 1);
    }

    void record(Duration duration) {
        int bucket = 0;
        while (bucket < bounds.size() && duration.compareTo(bounds.get(bucket)) > 0) {
            bucket++;
        }
        nanos.add(duration.toNanos());
        counts.incrementAndGet(bucket);
    }

    void write(MetricText out, String name, Labels labels) throws IOException {
        long total = 0;
        for (int bucket = 0; bucket < bounds.size(); bucket++) {
            total += counts.get(bucket);
            out.sample(
                    name + "_bucket",
                    labels.and("le", Double.toString(bounds.get(bucket).toMillis() / 1e3)),
                    total);
        }
        total += counts.get(bounds.size());
        out.sample(name + "_bucket", labels.and("le", "+Inf"), total);
        out.sample(name + "_sum", labels, nanos.sum() / NANOS);
        out.sample(name + "_count", labels, total);
    }
}
