package dev.beamcluster.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import dev.beamcluster.mesh.MeshReport;

import static org.awaitility.Awaitility.await;

/**
 * How long the monitor takes to report a loss between real nodes, and to see the mesh whole again, with the API's
 * defaults. The clock starts before the command is issued, so each figure includes the time that the container takes
 * to execute it.
 *
 * @param cuts from dropping packets between two of three nodes in both directions to the report
 * @param kills from killing a VM with SIGKILL to the report
 * @param freezes from stopping a VM with SIGSTOP to the report
 * @param heals from letting packets through again to a report of the whole mesh
 */
public record MeshLosses(List<Duration> cuts, List<Duration> kills, List<Duration> freezes, List<Duration> heals) {

    private static final int SIZE = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Measures each of them this many times, one after the other. */
    public static MeshLosses measure(int runs) {
        var times = new MeshLosses(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try (var lab = Lab.of(SIZE);
                var monitored = new MonitoredMesh(lab.target())) {
            monitored.becomesWhole(PATIENCE);
            for (int run = 0; run < runs; run++) {
                times.one(lab, monitored, run % SIZE);
            }
        }
        return times;
    }

    private void one(Lab lab, MonitoredMesh monitored, int victim) {
        LabNode node = lab.node(victim);
        cuts.add(until(monitored, MeshLosses::isBroken, () -> node.cut(lab.node((victim + 1) % SIZE))));
        heals.add(until(monitored, MeshLosses::isWhole, lab::restore));

        freezes.add(until(monitored, MeshLosses::isBroken, node::freeze));
        node.thaw();
        var _ = until(monitored, MeshLosses::isWhole, () -> {});

        kills.add(until(monitored, MeshLosses::isBroken, node::kill));
        node.start();
        var _ = until(monitored, MeshLosses::isWhole, () -> {});
    }

    private static boolean isBroken(MeshReport report) {
        return report.isWhole() != MeshReport.Wholeness.WHOLE;
    }

    private static boolean isWhole(MeshReport report) {
        return report.isWhole() == MeshReport.Wholeness.WHOLE;
    }

    private static Duration until(MonitoredMesh monitored, Predicate<MeshReport> expected, Runnable order) {
        long start = System.nanoTime();
        order.run();
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> expected.test(monitored.now()));
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
