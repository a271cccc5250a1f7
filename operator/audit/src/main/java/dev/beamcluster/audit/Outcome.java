package dev.beamcluster.audit;

/**
 * How an action ended.
 *
 * @param code the HTTP code of a request, with 0 for no answer, or the exit code of a command; {@link #NO_CODE} if there is none
 * @param message the reason of a failure, of at most {@link #LONGEST} characters; empty for a success
 * @param millis how long it took, in milliseconds; {@link #NOT_MEASURED} if that is not known
 */
public record Outcome(Result result, int code, String message, long millis) {

    /** The longest message, in characters. */
    public static final int LONGEST = 1024;

    public static final int NO_CODE = -1;
    public static final long NOT_MEASURED = -1;

    private static final int SUCCESS = 200;
    private static final int BAD_REQUEST = 400;
    private static final int SERVER_ERROR = 500;

    /** The result in one word. */
    public enum Result {
        /** It was done. */
        OK,
        /** It was refused: by a right, a rule or a conflict, or the spec cannot be built. */
        REFUSED,
        /** It failed, or there was no answer: it may have been done. */
        FAILED
    }

    public Outcome {
        message = message.length() > LONGEST ? message.substring(0, LONGEST - 1) + "…" : message;
    }

    public static Outcome ok(long millis) {
        return new Outcome(Result.OK, NO_CODE, "", millis);
    }

    public static Outcome refused(String message) {
        return new Outcome(Result.REFUSED, NO_CODE, message, NOT_MEASURED);
    }

    public static Outcome failed(String message, long millis) {
        return new Outcome(Result.FAILED, NO_CODE, message, millis);
    }

    /** Returns the outcome of a request. */
    public static Outcome ofHttp(int code, String message, long millis) {
        Result result = code < SUCCESS || code >= SERVER_ERROR
                ? Result.FAILED
                : code < BAD_REQUEST ? Result.OK : Result.REFUSED;
        return new Outcome(result, code, result == Result.OK ? "" : message, millis);
    }
}
