package dev.beamcluster.e2e.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.MeshMonitor;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.monitor.HiddenNodeMonitor;
import dev.beamcluster.testkit.simulated.Faults;
import dev.beamcluster.testkit.simulated.SimulatedNodes;
import dev.beamcluster.testkit.simulated.SimulatedNodesProcess;

import static org.awaitility.Awaitility.await;

/** Meshes of simulated nodes, which are another process, and the monitor that watches them all. */
final class WatchedMeshes implements AutoCloseable {

    private static final int SIZE = 3;

    /** The defaults of {@code spec.mesh.probe}. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final Duration TIMEOUT = Duration.ofMillis(900);

    /** The default of {@code spec.mesh.metrics.intervalSeconds}. */
    private static final Duration SAMPLES = Duration.ofSeconds(15);

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final List<ClusterId> ids;
    private final SimulatedNodesProcess nodes;
    private final Verdicts verdicts = new Verdicts();
    private HiddenNodeMonitor monitor;

    /** Starts the nodes, which do not know each other, and a monitor that does not watch them yet. */
    WatchedMeshes(int count) throws IOException {
        ids = IntStream.range(0, count)
                .mapToObj(mesh -> new ClusterId("bench", "m" + mesh, "uid-" + mesh))
                .toList();
        nodes = new SimulatedNodesProcess(count, SIZE);
        monitor = monitor();
    }

    private HiddenNodeMonitor monitor() {
        var next = new HiddenNodeMonitor(
                new NodeName("beamcluster", "operator.bench.svc"),
                ThreadLocalRandom.current().nextLong(),
                InstantSource.system(),
                verdicts);
        verdicts.listenTo(next);
        return next;
    }

    int size() {
        return ids.size();
    }

    List<ClusterId> ids() {
        return ids;
    }

    ClusterId id(int mesh) {
        return ids.get(mesh);
    }

    Faults faults() {
        return nodes;
    }

    MeshMonitor current() {
        return monitor;
    }

    Verdicts verdicts() {
        return verdicts;
    }

    /** Watches all at once; returns how long it takes until all are whole. */
    Duration watch() throws InterruptedException {
        long start = System.nanoTime();
        for (int mesh = 0; mesh < ids.size(); mesh++) {
            monitor.watch(ids.get(mesh), SimulatedNodes.target(mesh, SIZE, nodes.port(), INTERVAL, TIMEOUT));
        }
        until(() -> verdicts.wholeMeshes() == ids.size());
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Asks all nodes for the figures of their VMs, at the default interval; returns when all have answered. */
    void sampleVms() {
        ids.forEach(id -> monitor.sampleVms(id, SAMPLES));
        until(() -> ids.stream().allMatch(id -> monitor.vms(id).size() == SIZE));
    }

    /** Replaces the monitor, as when the operator restarts; returns how long it takes until all are reported whole. */
    Duration restart() throws InterruptedException {
        monitor.close();
        verdicts.startOver();
        monitor = monitor();
        return watch();
    }

    /** Waits until all are whole again; from then on, any other report is a false alarm. */
    Duration settle() {
        long start = System.nanoTime();
        until(() -> verdicts.wholeMeshes() == ids.size());
        verdicts.expectNone();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    static void until(BooleanSupplier reached) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(reached::getAsBoolean);
    }

    @Override
    public void close() {
        monitor.close();
        nodes.close();
    }
}
