package dev.beamcluster.e2e.bench.soak;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** What the churn has done, and what came of it. */
final class ChurnResults {

    private final Map<ChurnAction, LongAdder> done = new ConcurrentHashMap<>();
    private final Map<ChurnAction, Queue<Duration>> detections = new ConcurrentHashMap<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final LongAdder writes = new LongAdder();

    /** The BeamCluster has settled after the action. */
    void done(ChurnAction action) {
        done.computeIfAbsent(action, _ -> new LongAdder()).increment();
    }

    /** The BeamCluster has not settled. */
    void failed(ChurnStep step, Exception reason) {
        failures.add("%s: %s".formatted(step, reason));
    }

    /** A fault was reported that long after it began. */
    void detected(ChurnAction fault, Duration after) {
        detections.computeIfAbsent(fault, _ -> new ConcurrentLinkedQueue<>()).add(after);
    }

    /** The churn itself writes an object of which the operator's writes are counted too. */
    void wrote() {
        writes.increment();
    }

    long count(ChurnAction action) {
        return done.getOrDefault(action, new LongAdder()).sum();
    }

    long count() {
        return done.values().stream().mapToLong(LongAdder::sum).sum();
    }

    List<Duration> detections(ChurnAction fault) {
        return List.copyOf(detections.getOrDefault(fault, new ConcurrentLinkedQueue<>()));
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    long writes() {
        return writes.sum();
    }
}
