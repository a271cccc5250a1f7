package dev.beamcluster.operator.metrics;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is reported although snapshots leave it out, because it decides nothing.
 *
 * @param restarts how often the container of each node was restarted in its pod, by pod
 * @param certificates when the certificates of the {@code nodes} and of the {@code operator} expire, by these words
 */
public record Outside(SortedMap<String, Integer> restarts, SortedMap<String, Instant> certificates) {

    public Outside {
        restarts = Collections.unmodifiableSortedMap(new TreeMap<>(restarts));
        certificates = Collections.unmodifiableSortedMap(new TreeMap<>(certificates));
    }
}
