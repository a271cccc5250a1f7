package dev.beamcluster.e2e.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

import com.sun.management.OperatingSystemMXBean;

import dev.beamcluster.e2e.harness.Repository;

/** The mesh engine alone, with a thousand meshes of three simulated nodes. */
final class ThousandBench {

    private static final int MESHES = 1000;
    private static final Duration IDLE = Duration.ofSeconds(60);

    /** Until then, nodes that have just come are asked every second about themselves. */
    private static final Duration NEW = Duration.ofSeconds(25);

    /** Of each mesh: 100,000 of a thousand. */
    private static final int ROUNDS = 100;

    /** Of all meshes, while the processors are busy. */
    private static final int BUSY_ROUNDS = 10_000;

    private final Report report = new Report();
    private final WatchedMeshes meshes;

    private ThousandBench(WatchedMeshes meshes) {
        this.meshes = meshes;
    }

    /** Measures and writes the report. With a number of meshes it measures that many, and prints the rows. */
    public static void main(String[] count) throws IOException, InterruptedException {
        try (var meshes = new WatchedMeshes(count.length == 0 ? MESHES : Integer.parseInt(count[0]))) {
            var bench = new ThousandBench(meshes);
            bench.measure();
            if (count.length == 0) {
                bench.write();
            }
        }
    }

    private void measure() throws IOException, InterruptedException {
        row(
                "%d meshes of three that know nothing of each other, watched at once → all whole"
                        .formatted(meshes.size()),
                meshes.watch(),
                "");
        row("another operator process, which watches them all at once → all reported whole", meshes.restart(), "");
        Thread.sleep(NEW);
        idle("all whole, one round a second");
        meshes.sampleVms();
        idle("the same, with the figures of each VM every 15 s, as in all that follows");
        var faults = new FaultBench(report, meshes);
        faults.single();
        faults.zone("two nodes of every second mesh", mesh -> mesh % 2 == 0 ? List.of(0, 1) : List.of());
        faults.zone("one node of every mesh", _ -> List.of(0));
        rounds();
        busy();
        var alarms = meshes.verdicts().falseAlarms();
        report.row(
                "false alarms in all of this: reports that a mesh without a fault is not whole",
                String.valueOf(alarms.size()),
                "",
                "0");
        alarms.stream().limit(5).forEach(System.err::println);
    }

    private void idle(String what) throws InterruptedException {
        long cpu = cpuNanos();
        long allocated = Footprint.allocatedBytes();
        var clock = new RoundClock(meshes.current(), meshes.ids()).during(IDLE);
        long used = cpuNanos() - cpu;
        long perRound = (Footprint.allocatedBytes() - allocated) / Math.max(1, clock.rounds());
        report.row(
                what
                        + ": CPU; allocated for a round; longest time between two rounds of a mesh; live heap; RSS; threads",
                "%.0f %% of a core; %d KiB; %s; %s"
                        .formatted(
                                100.0 * used / IDLE.toNanos(),
                                perRound / 1024,
                                Samples.seconds(clock.longest()),
                                Footprint.now()),
                "",
                "");
    }

    private void rounds() throws InterruptedException {
        long rounds = (long) ROUNDS * meshes.size();
        var before = Footprint.now();
        Duration first = time(rounds / 10);
        var _ = time(rounds * 8 / 10);
        Duration last = time(rounds / 10);
        report.row(
                "%d rounds, the last tenth against the first: time; live heap; RSS; threads".formatted(rounds),
                Samples.seconds(last) + "; " + Footprint.now(),
                Samples.seconds(first) + "; " + before,
                "flat");
    }

    private void busy() throws IOException, InterruptedException {
        int before = meshes.verdicts().falseAlarms().size();
        try (var _ = new BusyProcessors()) {
            new RoundClock(meshes.current(), meshes.ids()).until(BUSY_ROUNDS);
        }
        report.row(
                "%d rounds while another process keeps each processor busy: false alarms".formatted(BUSY_ROUNDS),
                String.valueOf(meshes.verdicts().falseAlarms().size() - before),
                "",
                "0");
    }

    private Duration time(long rounds) throws InterruptedException {
        long start = System.nanoTime();
        new RoundClock(meshes.current(), meshes.ids()).until(rounds);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void row(String what, Duration measured, String goal) {
        report.row(what, Samples.seconds(measured), "", goal);
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private void write() throws IOException {
        report.write(
                Repository.here().file("docs/benchmarks.md"),
                "A thousand meshes",
                "on %d processors, the simulated nodes on the same machine, without Kubernetes"
                        .formatted(Runtime.getRuntime().availableProcessors()),
                """
                - **Simulated nodes** speak the distribution protocol and answer what the operator asks according to \
                the state of their mesh. Three thousand of them share a process. A silent node neither answers nor \
                accepts connections.
                - **Reports.** The time from a fault to its report includes the second between two rounds, and the \
                0.9 s that a node or a link has to answer.
                """);
    }
}
