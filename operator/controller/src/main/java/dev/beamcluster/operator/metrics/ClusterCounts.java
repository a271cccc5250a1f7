package dev.beamcluster.operator.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Stream;

import dev.beamcluster.mesh.DrainResult;
import dev.beamcluster.mesh.MeshMeter.Attempt;
import dev.beamcluster.operator.status.NodeEvent;

/** What has happened in one BeamCluster since this process watches it. */
final class ClusterCounts {

    private static final List<Duration> ROUNDS =
            Stream.of(100, 500, 1000, 2500, 5000).map(Duration::ofMillis).toList();
    private static final List<Duration> REPORTS =
            Stream.of(1, 2, 5, 10, 30).map(Duration::ofSeconds).toList();

    final Histogram rounds = new Histogram(ROUNDS);
    final Histogram reports = new Histogram(REPORTS);
    final Counters lost = new Counters(List.of(Labels.NONE));
    final Counters restored = new Counters(List.of(Labels.NONE));
    final Counters attempts = new Counters(Stream.of(Attempt.values())
            .flatMap(attempt -> Stream.of(attempt(attempt, true), attempt(attempt, false)))
            .toList());
    final Counters drains = new Counters(List.of(drain(true), drain(false)));
    final Counters steps = new Counters(Stream.of(NodeEvent.NodeLeaving, NodeEvent.NodeRejoined, NodeEvent.NodeRemoved)
            .map(ClusterCounts::step)
            .toList());

    void attempted(Attempt attempt, boolean succeeded) {
        attempts.add(attempt(attempt, succeeded), 1);
    }

    void drained(DrainResult result) {
        drains.add(drain(result instanceof DrainResult.Drained), 1);
    }

    void stepped(SortedMap<NodeEvent, Integer> nodes) {
        nodes.forEach((step, count) -> steps.add(step(step), count));
    }

    private static Labels attempt(Attempt attempt, boolean succeeded) {
        return Labels.of("action", attempt.name().toLowerCase(Locale.ROOT)).and("outcome", outcome(succeeded));
    }

    private static Labels drain(boolean succeeded) {
        return Labels.of("outcome", outcome(succeeded));
    }

    private static String outcome(boolean succeeded) {
        return succeeded ? "succeeded" : "failed";
    }

    private static Labels step(NodeEvent event) {
        return Labels.of("step", event.name());
    }
}
