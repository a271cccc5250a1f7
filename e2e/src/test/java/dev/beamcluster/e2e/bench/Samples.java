package dev.beamcluster.e2e.bench;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Repeated measurements of one duration.
 *
 * @param sorted shortest first, at least one
 */
public record Samples(List<Duration> sorted) {

    public Samples {
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        sorted = sorted.stream().sorted().toList();
    }

    public static Samples of(Collection<Duration> durations) {
        return new Samples(List.copyOf(durations));
    }

    public Duration median() {
        return percentile(50);
    }

    /** The nearest-rank percentile: the smallest sample that at least this percentage of all samples do not exceed. */
    public Duration percentile(int percent) {
        return sorted.get(Math.max(0, Math.ceilDiv(percent * sorted.size(), 100) - 1));
    }

    /** The ratio of this median to the other. */
    public double ratio(Samples other) {
        return (double) median().toNanos() / other.median().toNanos();
    }

    /** The median, the 99th percentile and the longest, in seconds. */
    public String spread() {
        return "median %s, p99 %s, longest %s"
                .formatted(seconds(median()), seconds(percentile(99)), seconds(percentile(100)));
    }

    public static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
    }

    public static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toNanos() / 1e9);
    }
}
