package dev.beamcluster.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.awaitility.core.ConditionTimeoutException;

import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.MeshTarget;

import static org.awaitility.Awaitility.await;

/** How a mesh of three real nodes becomes whole again after a cut between two of them, on the way between machines. */
public final class MeshHeals implements AutoCloseable {

    private static final int SIZE = 3;
    private static final Duration FORMED = Duration.ofMinutes(2);

    /** Without the operator, nodes that Erlang has disconnected stay so. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Time for the operator to see new connections and set their options. */
    private static final Duration SETTLED = Duration.ofSeconds(5);

    private final Lab lab = Lab.of(SIZE);
    private final Case measured;

    private MeshHeals(Case measured) {
        this.measured = measured;
    }

    /**
     * What is measured.
     *
     * @param cut how long the cut lasts
     * @param isPlain whether the nodes are left to Erlang and TCP, and the operator only watches
     */
    public record Case(Duration cut, boolean isPlain) {}

    /**
     * One cut.
     *
     * @param time from the end of the cut to a report of the whole mesh; empty if there was none within a minute
     * @param isSame whether all connections are the same as before the cut
     */
    public record Heal(Case measured, Optional<Duration> time, boolean isSame) {}

    /** Measures one cut of each case, each on its own mesh, all at the same time. */
    public static List<Heal> measure(List<Case> cases) throws InterruptedException {
        List<Future<Heal>> heals;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            heals = cases.stream()
                    .map(each -> threads.submit(() -> measure(each)))
                    .toList();
        }
        return heals.stream().map(Future::resultNow).toList();
    }

    private static Heal measure(Case measured) throws InterruptedException {
        try (var mesh = new MeshHeals(measured)) {
            return mesh.heal();
        }
    }

    private Heal heal() throws InterruptedException {
        try (var monitored = new MonitoredMesh(target(MeshTarget.Formation.OPERATOR))) {
            monitored.becomesWhole(FORMED);
            monitored.watch(
                    target(measured.isPlain() ? MeshTarget.Formation.APPLICATION : MeshTarget.Formation.OPERATOR));
            Thread.sleep(SETTLED);
            var before = connections();
            lab.cutOnTheWay(0, 1);
            Thread.sleep(measured.cut());
            // The link is cut until both directions are open.
            lab.node(1).restore();
            long end = System.nanoTime();
            lab.node(0).restore();
            var time = untilWhole(monitored, end);
            return new Heal(measured, time, before.equals(connections()));
        }
    }

    private static Optional<Duration> untilWhole(MonitoredMesh monitored, long end) {
        try {
            await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> monitored.now().isWhole() == MeshReport.Wholeness.WHOLE);
            return Optional.of(Duration.ofNanos(System.nanoTime() - end));
        } catch (ConditionTimeoutException e) {
            return Optional.empty();
        }
    }

    private MeshTarget target(MeshTarget.Formation formation) {
        MeshTarget standard = lab.target(formation, MeshTarget.Healing.RECONNECT);
        return new MeshTarget(
                standard.cookie(),
                List.of(),
                standard.protocol(),
                standard.members(),
                standard.leaving(),
                formation,
                standard.healing(),
                !measured.isPlain(),
                standard.interval(),
                standard.timeout());
    }

    private List<Map<String, String>> connections() {
        return lab.nodes().stream().map(LabNode::connections).toList();
    }

    @Override
    public void close() {
        lab.close();
    }
}
