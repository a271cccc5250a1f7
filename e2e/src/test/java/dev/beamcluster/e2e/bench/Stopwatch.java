package dev.beamcluster.e2e.bench;

import java.time.Duration;
import java.util.function.BooleanSupplier;

import dev.beamcluster.e2e.harness.Beam;

import static org.awaitility.Awaitility.await;

/** How long it takes until something is seen, two minutes at most. */
final class Stopwatch {

    private Stopwatch() {}

    /** From the start of its cause until a condition of the BeamCluster has that state. */
    static Duration untilCondition(Beam beam, String type, String state, Runnable cause) {
        return until(() -> is(beam, type, state), cause);
    }

    static Duration until(BooleanSupplier seen, Runnable cause) {
        var start = System.nanoTime();
        cause.run();
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .until(seen::getAsBoolean);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static boolean is(Beam beam, String type, String state) {
        var status = beam.get().getStatus();
        return status != null
                && status.conditions().stream()
                        .anyMatch(condition -> condition.getType().equals(type)
                                && condition.getStatus().equals(state));
    }
}
