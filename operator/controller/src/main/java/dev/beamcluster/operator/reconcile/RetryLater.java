package dev.beamcluster.operator.reconcile;

/** A passing state: the reconcile ends here and is tried again. */
final class RetryLater extends RuntimeException {

    RetryLater(String message, Throwable cause) {
        super(message, cause);
    }
}
