package dev.beamcluster.operator.observed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How long something has lasted, rounded down to a few steps: a message that has it changes a few times and not every second.
 *
 * @param atLeast the last step that has passed
 */
public record Elapsed(Duration atLeast) {

    private static final List<Duration> STEPS = List.of(
            Duration.ofDays(30),
            Duration.ofDays(7),
            Duration.ofDays(1),
            Duration.ofHours(12),
            Duration.ofHours(6),
            Duration.ofHours(2),
            Duration.ofHours(1),
            Duration.ofMinutes(30),
            Duration.ofMinutes(10),
            Duration.ofMinutes(5),
            Duration.ofMinutes(2),
            Duration.ofMinutes(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10));

    /** Returns the time between both; empty before the first step, while it is too early to report anything. */
    public static Optional<Elapsed> between(Instant since, Instant now) {
        Duration exact = Duration.between(since, now);
        return STEPS.stream()
                .filter(step -> step.compareTo(exact) <= 0)
                .findFirst()
                .map(Elapsed::new);
    }
}
