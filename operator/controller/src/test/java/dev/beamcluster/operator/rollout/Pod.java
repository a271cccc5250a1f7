package dev.beamcluster.operator.rollout;

import java.util.Optional;

import dev.beamcluster.operator.observed.PodFacts;

/**
 * A pod of a {@link Workload}.
 *
 * @param revision the pod template it was created from
 * @param failure why it will never be ready
 */
record Pod(String revision, boolean ready, Optional<String> failure) {

    PodFacts facts(int ordinal, PodTimes times) {
        return new PodFacts(
                "chat-" + ordinal,
                "uid",
                Optional.of(revision),
                Optional.of("10.0.0." + ordinal),
                Optional.of(times.started(ordinal)),
                ready,
                false,
                failure,
                times.history(ordinal));
    }
}
