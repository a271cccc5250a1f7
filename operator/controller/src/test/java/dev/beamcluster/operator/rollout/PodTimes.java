package dev.beamcluster.operator.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import dev.beamcluster.operator.observed.PodFacts.History;

/** When the pods of a {@link Workload} started, when they became ready, and how often their nodes ended. */
final class PodTimes {

    private final Map<Integer, Instant> started = new HashMap<>();
    private final Map<Integer, History> histories = new HashMap<>();

    void created(int ordinal, Instant now) {
        started.put(ordinal, now);
        histories.put(ordinal, new History(now, now, 0, Optional.empty(), Duration.ZERO));
    }

    void becameReady(int ordinal, Instant now) {
        started.put(ordinal, now);
        changed(ordinal, now, 0);
    }

    void ended(int ordinal, Instant now) {
        changed(ordinal, now, 1);
        var life = Duration.between(started(ordinal), now);
        histories.computeIfPresent(
                ordinal,
                (_, history) -> new History(
                        history.created(), history.readyChanged(), history.ends(), history.lastEnd(), life));
    }

    Instant started(int ordinal) {
        return Objects.requireNonNull(started.get(ordinal));
    }

    History history(int ordinal) {
        return Objects.requireNonNull(histories.get(ordinal));
    }

    private void changed(int ordinal, Instant now, int ends) {
        histories.computeIfPresent(
                ordinal,
                (_, before) -> new History(
                        before.created(),
                        now,
                        before.ends() + ends,
                        before.ends() + ends > 0 ? Optional.of(Rollouts.END) : Optional.empty(),
                        before.lastLife()));
    }
}
