package dev.beamcluster.operator.reconcile.apply;

/** An object changed between a read and a write. The reconcile is retried shortly. */
public final class RetryLater extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Creates the exception with a message for the debug log. */
    public RetryLater(String message) {
        super(message);
    }

    /** Creates the exception with a cause. */
    public RetryLater(String message, Throwable cause) {
        super(message, cause);
    }
}
