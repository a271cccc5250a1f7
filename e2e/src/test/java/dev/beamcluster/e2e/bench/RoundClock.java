package dev.beamcluster.e2e.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.MeshMonitor;

import static org.awaitility.Awaitility.await;

/** Looks at many meshes repeatedly: how many rounds there were, and the longest time between the ends of two. */
final class RoundClock {

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final MeshMonitor monitor;
    private final Collection<ClusterId> meshes;
    private final Map<ClusterId, Instant> last = new HashMap<>();
    private long rounds;
    private Duration longest = Duration.ZERO;

    RoundClock(MeshMonitor monitor, Collection<ClusterId> meshes) {
        this.monitor = monitor;
        this.meshes = meshes;
    }

    /** Watches for this long. */
    RoundClock during(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            look();
            Thread.sleep(LOOK);
        }
        return this;
    }

    /** Watches until there were so many rounds in all. */
    RoundClock until(long count) {
        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> {
            look();
            return rounds >= count;
        });
        return this;
    }

    long rounds() {
        return rounds;
    }

    Duration longest() {
        return longest;
    }

    private void look() {
        for (ClusterId id : meshes) {
            monitor.latest(id).map(MeshMonitor.Observation::at).ifPresent(at -> {
                Instant before = last.put(id, at);
                if (before != null && !before.equals(at)) {
                    rounds++;
                    longest = max(longest, Duration.between(before, at));
                }
            });
        }
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
