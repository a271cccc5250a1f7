package dev.beamcluster.e2e.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import dev.beamcluster.mesh.MeshMonitor;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.testkit.Fleet;

/** What it costs a node to report the figures of its VM. */
final class VmBench {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Seconds with a sample in each, and as many without. */
    private static final int SAMPLES = 60;

    private VmBench() {}

    /** Measures a mesh of so many nodes, with a round a second. */
    static void measure(Report report, int size) {
        try (var fleet = Fleet.of(size);
                var monitor = MeshRounds.monitor()) {
            monitor.watch(MeshRounds.ID, fleet.target(MeshTarget.Formation.OPERATOR, SECOND, SECOND));
            MeshRounds.await(monitor, 30);
            var without = used(monitor, fleet, Duration.ZERO);
            var with = used(monitor, fleet, SECOND);
            long samples = (long) SAMPLES * size;
            report.row(
                    "what a sample of the figures of its VM costs each of %d nodes: bytes in and out of its ports; CPU"
                            .formatted(size),
                    "%d; %s"
                            .formatted(
                                    (with.bytes() - without.bytes()) / samples,
                                    Samples.millis(
                                            with.cpu().minus(without.cpu()).dividedBy(samples))),
                    "",
                    "");
        }
    }

    private static ErlangPeer.Usage used(MeshMonitor monitor, Fleet fleet, Duration interval) {
        monitor.sampleVms(MeshRounds.ID, interval);
        var before = ErlangPeer.usage(fleet);
        LockSupport.parkNanos(SECOND.multipliedBy(SAMPLES).toNanos());
        return ErlangPeer.usage(fleet).since(before);
    }
}
