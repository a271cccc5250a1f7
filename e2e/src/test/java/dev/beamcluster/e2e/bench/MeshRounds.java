package dev.beamcluster.e2e.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.MeshMonitor;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.monitor.HiddenNodeMonitor;
import dev.beamcluster.testkit.Fleet;

/** The rounds of a monitor of the mesh, as fast as they come. */
final class MeshRounds {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    static final ClusterId ID = new ClusterId("bench", "fleet", "uid-of-fleet");

    private MeshRounds() {}

    static HiddenNodeMonitor monitor() {
        return new HiddenNodeMonitor(
                new NodeName("beamcluster", "operator.bench.svc"),
                ThreadLocalRandom.current().nextLong(),
                InstantSource.system(),
                _ -> {});
    }

    /** From now on, with this pause between two rounds. */
    static void watch(MeshMonitor monitor, Fleet fleet, MeshTarget.Formation formation, Duration pause) {
        monitor.watch(ID, fleet.target(formation, pause, TIMEOUT));
    }

    /** Waits for so many rounds. */
    static void await(MeshMonitor monitor, int count) {
        var seen = new Object() {
            Instant last = Instant.MIN;
            int rounds;
        };
        until(() -> {
            monitor.latest(ID)
                    .map(MeshMonitor.Observation::at)
                    .filter(at -> !at.equals(seen.last))
                    .ifPresent(at -> {
                        seen.last = at;
                        seen.rounds++;
                    });
            return seen.rounds >= count;
        });
    }

    /** How long a new monitor takes to say that the mesh is whole. */
    static Duration whole(Fleet fleet, MeshTarget.Formation formation) {
        try (var monitor = monitor()) {
            long start = System.nanoTime();
            watch(monitor, fleet, formation, Duration.ofMillis(10));
            until(() -> monitor.latest(ID)
                    .filter(seen -> seen.report().isWhole() == MeshReport.Wholeness.WHOLE)
                    .isPresent());
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    /**
     * Rounds one after the other, as they were timed.
     *
     * @param times from the end of one to the end of the next, less the pause between them
     * @param allocated bytes a round, by this whole process
     * @param threads of the platform, in this whole process
     */
    record Timed(List<Duration> times, long allocated, int threads) {}

    static Timed timed(MeshMonitor monitor, int count, Duration pause) {
        var ends = new ArrayList<Instant>();
        // The first was already running.
        await(monitor, 2);
        long before = Footprint.allocatedBytes();
        until(() -> {
            Optional<Instant> end = monitor.latest(ID).map(MeshMonitor.Observation::at);
            if (end.isPresent() && (ends.isEmpty() || !ends.getLast().equals(end.get()))) {
                ends.add(end.get());
            }
            return ends.size() == count + 1;
        });
        long allocated = (Footprint.allocatedBytes() - before) / count;
        var times = IntStream.range(1, ends.size())
                .mapToObj(index -> Duration.ofNanos(ChronoUnit.NANOS.between(ends.get(index - 1), ends.get(index)))
                        .minus(pause))
                .toList();
        return new Timed(times, allocated, Footprint.now().threads());
    }

    /** Looks often: a library's poll every few milliseconds would be a part of what is measured. */
    private static void until(BooleanSupplier reached) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not reached within " + PATIENCE);
            }
            LockSupport.parkNanos(200_000);
        }
    }
}
