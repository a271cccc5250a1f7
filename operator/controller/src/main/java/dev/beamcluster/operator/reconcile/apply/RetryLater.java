package dev.beamcluster.operator.reconcile.apply;

/** Something changed between a read and a write: nothing is wrong, and the reconcile is done again in a moment. */
public final class RetryLater extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** With what changed, for the debug log. */
    public RetryLater(String message, Throwable cause) {
        super(message, cause);
    }
}
