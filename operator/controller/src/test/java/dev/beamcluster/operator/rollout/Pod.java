package dev.beamcluster.operator.rollout;

import java.util.List;
import java.util.Optional;

import dev.beamcluster.operator.observed.PodFacts;
import dev.beamcluster.operator.observed.PodTrouble;

/**
 * A pod of a {@link Workload}.
 *
 * @param revision the pod template it was created from
 * @param trouble why it is not ready
 */
record Pod(String revision, boolean ready, Optional<PodTrouble> trouble) {

    PodFacts facts(int ordinal, PodTimes times) {
        return new PodFacts(
                "chat-" + ordinal,
                "uid",
                Optional.of(revision),
                Optional.of("10.0.0." + ordinal),
                Optional.of(times.started(ordinal)),
                ready,
                false,
                trouble,
                List.of(),
                times.history(ordinal));
    }
}
