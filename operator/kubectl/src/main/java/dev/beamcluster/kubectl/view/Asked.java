package dev.beamcluster.kubectl.view;

import java.util.Optional;
import java.util.function.Function;

/** The answer to a question that may not be answered, because a right is missing or the API server fails. */
public sealed interface Asked<T> {

    /** The answer itself. */
    record Got<T>(T answer) implements Asked<T> {}

    /** Why there is no answer, in one line. */
    record Unanswered<T>(String reason) implements Asked<T> {}

    /** Returns the answer, if there is one. */
    default Optional<T> value() {
        return this instanceof Got<T>(T answer) ? Optional.of(answer) : Optional.empty();
    }

    /** Returns why there is no answer. */
    default Optional<String> why() {
        return this instanceof Unanswered<T>(String reason) ? Optional.of(reason) : Optional.empty();
    }

    /** Returns a part of the answer. */
    default <R> Asked<R> map(Function<T, R> part) {
        return switch (this) {
            case Got<T>(T answer) -> new Got<>(part.apply(answer));
            case Unanswered<T>(String reason) -> new Unanswered<>(reason);
        };
    }
}
