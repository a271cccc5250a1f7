package dev.beamcluster.operator.reconcile.credentials;

import java.util.function.Function;

import dev.beamcluster.operator.status.ApplyOutcome;
import dev.beamcluster.operator.status.Reason;

/** A credential for the nodes of a BeamCluster, or the outcome of a reconcile without it. */
public sealed interface Credential<T> {

    /** The credential was found. */
    record Ready<T>(T value) implements Credential<T> {}

    /**
     * The credential was not found.
     *
     * @param why {@link ApplyOutcome.Refused} if a person has to act; otherwise it will appear without action
     */
    record Missing<T>(ApplyOutcome why) implements Credential<T> {}

    /** Passes the value to the next step, or returns what is missing. */
    default <R> Credential<R> then(Function<T, Credential<R>> next) {
        return switch (this) {
            case Ready<T>(T value) -> next.apply(value);
            case Missing<T>(ApplyOutcome why) -> new Missing<>(why);
        };
    }

    /** Returns an invalid field of the spec, the reason, and the remedy. */
    static <T> Credential<T> invalid(String field, String why, String remedy) {
        return new Missing<>(new ApplyOutcome.Refused(Reason.InvalidSpec, field + ": " + why + "; " + remedy));
    }
}
