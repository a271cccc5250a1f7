package dev.beamcluster.operator.reconcile.credentials;

import java.util.function.Function;

import dev.beamcluster.operator.status.ApplyOutcome;
import dev.beamcluster.operator.status.Reason;

/** Something that the operator needs to speak with a BeamCluster's nodes, or the outcome of a reconcile without it. */
public sealed interface Credential<T> {

    /** It was found. */
    record Ready<T>(T value) implements Credential<T> {}

    /**
     * It was not.
     *
     * @param why {@link ApplyOutcome.Refused} where a person has to act; else it will be there by itself
     */
    record Missing<T>(ApplyOutcome why) implements Credential<T> {}

    /** What comes of it and of the next. */
    default <R> Credential<R> then(Function<T, Credential<R>> next) {
        return switch (this) {
            case Ready<T>(T value) -> next.apply(value);
            case Missing<T>(ApplyOutcome why) -> new Missing<>(why);
        };
    }

    /** A field of the spec that cannot be used, why, and what to do. */
    static <T> Credential<T> invalid(String field, String why, String remedy) {
        return new Missing<>(new ApplyOutcome.Refused(Reason.InvalidSpec, field + ": " + why + "; " + remedy));
    }
}
