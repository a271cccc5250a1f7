package dev.beamcluster.operator.metrics;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** A counter for each of some labels, all 0 at first: Prometheus cannot see an increase of a series that did not exist. */
final class Counters {

    private final Map<Labels, LongAdder> counts;

    Counters(List<Labels> series) {
        var counts = new LinkedHashMap<Labels, LongAdder>();
        series.forEach(labels -> counts.put(labels, new LongAdder()));
        this.counts = Collections.unmodifiableMap(counts);
    }

    /** Adds to one of the counters; labels that were not given at first are ignored. */
    void add(Labels labels, long count) {
        Optional.ofNullable(counts.get(labels)).ifPresent(counter -> counter.add(count));
    }

    /** Writes the samples; {@code cluster} are the labels of all. */
    void write(MetricText out, String name, Labels cluster) throws IOException {
        for (var series : counts.entrySet()) {
            out.sample(name, cluster, series.getKey(), series.getValue().sum());
        }
    }
}
