package dev.beamcluster.operator.observed;

import java.time.Instant;
import java.util.Optional;

/**
 * A Job of {@code spec.rollout.before}.
 *
 * @param name its name
 * @param inputs the hash of what it runs
 * @param attempt identifies what it runs and how long and how often it may try
 * @param state how far it is
 */
public record BeforeJob(String name, String inputs, String attempt, State state) {

    /** How far a Job is. */
    public sealed interface State {

        /**
         * It runs.
         *
         * @param waiting its pod, if that does not start
         */
        record Running(Optional<PodOfJob> waiting) implements State {}

        /** It is being deleted, with its pod. */
        record Leaving() implements State {}

        /**
         * It succeeded.
         *
         * @param at when
         */
        record Succeeded(Instant at) implements State {}

        /** It failed, and is not tried again. */
        record Failed(JobFailure failure) implements State {}
    }
}
