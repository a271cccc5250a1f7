package dev.beamcluster.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import dev.beamcluster.mesh.MeshReport;

import static org.awaitility.Awaitility.await;

/**
 * How long the monitor takes to tell of a loss between real nodes, and to see the mesh whole again, with the defaults of the API. The
 * clock starts before the order is given, so what a container takes to carry it out is in each figure.
 *
 * @param cuts packets between two of three nodes dropped both ways → reported
 * @param kills a VM ended by SIGKILL → reported
 * @param freezes a VM stopped by SIGSTOP → reported
 * @param heals packets let through again → the mesh is reported whole
 */
public record MeshLosses(List<Duration> cuts, List<Duration> kills, List<Duration> freezes, List<Duration> heals) {

    private static final int SIZE = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Each so many times, one after the other. */
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
