package dev.beamcluster.e2e.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import dev.beamcluster.e2e.harness.ApiWrites;
import dev.beamcluster.e2e.harness.ManyClusters;
import dev.beamcluster.e2e.harness.OperatorLog;
import dev.beamcluster.e2e.harness.OperatorPodProcess;
import dev.beamcluster.e2e.harness.Repository;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestCluster;
import dev.beamcluster.e2e.harness.TestNamespace;

import static org.awaitility.Awaitility.await;

/** What {@code make bench-scale} measures: one operator and a thousand BeamClusters, in about twenty minutes. */
public final class ScaleBench {

    private static final int ALL = 1000;
    private static final int EDITS = 200;
    private static final int STARTS = 9;
    private static final Duration IDLE = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Report report = new Report();
    private final TestCluster testCluster;
    private final OperatorPodProcess process;
    private final int count;

    private ScaleBench(TestCluster testCluster, int count) {
        this.testCluster = testCluster;
        this.count = count;
        this.process = new OperatorPodProcess(testCluster.cluster(), testCluster.operator());
    }

    /**
     * Measures, and prints the rows. With all BeamClusters, measures everything and writes the report; with fewer, only the
     * writes, the burst and the edits.
     *
     * @param arguments the number of BeamClusters, which may be left out
     */
    public static void main(String[] arguments) throws Exception {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ALL;
        try (var testCluster = TestCluster.open()) {
            var bench = new ScaleBench(testCluster, count);
            bench.writesToReady();
            var namespace = TestNamespace.create(testCluster.cluster());
            var many = new ManyClusters(namespace, count);
            bench.burst(many);
            bench.edits(namespace);
            if (count >= ALL) {
                bench.settled(many);
                bench.write();
                bench.restart(many);
                bench.write();
            }
        }
    }

    private void writesToReady() {
        List<Long> writes = IntStream.range(0, STARTS)
                .mapToObj(_ -> TestNamespace.during(testCluster.cluster(), this::start))
                .sorted()
                .toList();
        report.row(
                "writes of the operator from `apply` to Ready of 3 nodes, median of %d".formatted(STARTS),
                "%d (%d to %d)".formatted(writes.get(STARTS / 2), writes.getFirst(), writes.getLast()),
                "",
                "≤ 12");
    }

    /** Starts three nodes, and returns how much the operator wrote. */
    private long start(TestNamespace namespace) {
        long before = ApiWrites.own(testCluster.cluster());
        var _ = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 3)).becomesWhole(3);
        long theBeamCluster = 1;
        return ApiWrites.own(testCluster.cluster()) - before - namespace.eventsOfScheduler() - theBeamCluster;
    }

    private void burst(ManyClusters many) {
        int restarts = restarts();
        Instant start = Instant.now();
        Duration ours = many.settle(PATIENCE);
        long peak = process.peakMebibytes();
        var logged = LogVolume.since(start, log());
        restarts = restarts() - restarts; // Of this pod: the plain client needs another one afterwards.
        var clusters = many.list();
        var children = many.children();
        testCluster.operator().stop(testCluster.cluster());
        Duration plain = TestNamespace.during(testCluster.cluster(), namespace -> {
            long begin = System.nanoTime();
            new ManyClusters(namespace, count).copy(clusters, children);
            return Duration.ofNanos(System.nanoTime() - begin);
        });
        testCluster.operator().start(testCluster.cluster());
        report.row(
                "%d BeamClusters of no nodes at once: settled each second".formatted(count),
                "%s (ratio %.2f); restarts: %d"
                        .formatted(rate(ours), (double) plain.toNanos() / ours.toNanos(), restarts),
                "a plain client that writes the same objects and statuses, %d requests at a time: %s"
                        .formatted(ManyClusters.REQUESTS_AT_ONCE, rate(plain)),
                "ratio ≥ 0.6, no restart");
        report.row(
                "peak of the operator's resident memory in that burst",
                peak + " MiB",
                "its limit: " + limit(),
                "within the limit");
        report.row("the operator's log of that burst, for each BeamCluster", logged.forEachOf(count), "", "");
    }

    private void edits(TestNamespace namespace) throws Exception {
        awaitQuiet();
        int edits = Math.min(EDITS, count);
        var samples = Samples.of(new SpecEdits(namespace).measure(edits));
        var plain = Samples.of(new PlainEdits(namespace).measure(edits));
        report.row(
                "edit of a spec → write of the StatefulSet, among %d settled, %d times".formatted(count, edits),
                spread(samples),
                "a watch that writes one StatefulSet when it sees the write of another one: " + spread(plain),
                "p99 ≤ 100 ms");
    }

    private static String spread(Samples samples) {
        return "median %s, p99 %s".formatted(Samples.millis(samples.median()), Samples.millis(samples.percentile(99)));
    }

    private void settled(ManyClusters many) throws InterruptedException {
        many.awaitSettled(PATIENCE);
        awaitQuiet();
        Duration cpu = process.cpu();
        long requests = ApiWrites.requests(testCluster.cluster());
        long writes = ApiWrites.total(testCluster.cluster());
        Instant start = Instant.now();
        Thread.sleep(IDLE);
        report.row(
                "%d settled, for %d minutes: CPU of the operator".formatted(count, IDLE.toMinutes()),
                String.format(
                        Locale.ROOT,
                        "%.1f %% of a core",
                        100.0 * process.cpu().minus(cpu).toMillis() / IDLE.toMillis()),
                "",
                "≤ 2 % of a core");
        report.row(
                "requests for the operator's kinds of objects, of everything on the node; writes",
                String.format(
                        Locale.ROOT,
                        "%.2f a second; %d",
                        (double) (ApiWrites.requests(testCluster.cluster()) - requests) / IDLE.toSeconds(),
                        ApiWrites.total(testCluster.cluster()) - writes),
                "",
                "≤ 1 a second; 0");
        report.row(
                "lines that the operator logs meanwhile",
                String.valueOf(log().since(start).size()),
                "",
                "0, or 1 of the hourly summary");
        report.row(
                "resident memory of the operator, %d settled".formatted(count),
                process.residentMebibytes() + " MiB",
                "",
                "≤ 320 MiB");
    }

    private void restart(ManyClusters many) {
        var versions = many.versions();
        testCluster.operator().stop(testCluster.cluster());
        long before = ApiWrites.applied(testCluster.cluster(), "statefulsets");
        long requests = ApiWrites.requests(testCluster.cluster());
        testCluster.operator().start(testCluster.cluster());
        await().atMost(PATIENCE).until(() -> ApiWrites.applied(testCluster.cluster(), "statefulsets") > before);
        Instant first = Instant.now();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> ApiWrites.applied(testCluster.cluster(), "statefulsets") >= before + count);
        Duration all = Duration.between(first, Instant.now());
        report.row(
                "restart of the operator among %d settled: the first to the last looked at".formatted(count),
                "%s; requests: %d; objects that changed: %d"
                        .formatted(
                                Samples.seconds(all),
                                ApiWrites.requests(testCluster.cluster()) - requests,
                                changed(versions, many.versions())),
                "",
                "≤ 40 s; 0 objects changed");
    }

    /** Waits until nothing is written any more. */
    private void awaitQuiet() {
        var last = new AtomicLong();
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(15)).until(() -> {
            long now = ApiWrites.own(testCluster.cluster());
            return now == last.getAndSet(now);
        });
    }

    private static long changed(Map<String, String> before, Map<String, String> after) {
        return before.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(after.get(entry.getKey())))
                .count();
    }

    private String rate(Duration all) {
        return String.format(Locale.ROOT, "%.1f", count / (all.toMillis() / 1000.0));
    }

    private int restarts() {
        return log().restarts();
    }

    private OperatorLog log() {
        return new OperatorLog(testCluster.cluster(), testCluster.operator());
    }

    private String limit() {
        var container = testCluster
                .operator()
                .deployment()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
        return String.valueOf(container.getResources().getLimits().get("memory"));
    }

    private void write() throws IOException {
        report.write(
                Repository.here().file("docs/benchmarks.md"),
                "A thousand BeamClusters",
                "by `make bench-scale` on %d processors, with the limits of the chart, all on one machine"
                        .formatted(Runtime.getRuntime().availableProcessors()),
                """
                - **The plain client** knows beforehand what to write, and creates it with POST. The operator applies it, \
                which costs the API server more, and receives all of it again in its watches.
                - **Writes** are those that the API server counted, without the BeamCluster itself and without the \
                scheduler's Events.
                - **Requests** are those that the API server counted for the kinds of objects that the operator uses, \
                without Leases. Controllers of Kubernetes ask for the same kinds, so this is an upper bound.
                """);
    }
}
