package dev.beamcluster.mesh.erlang;

/** Why a call has no usable answer. */
public abstract sealed class CallFailure extends Exception {

    private CallFailure(String message) {
        super(message);
    }

    /** No answer came within the deadline. */
    public static final class TimedOut extends CallFailure {
        TimedOut() {
            super("no answer within the deadline");
        }
    }

    /** The connection closed first, which says nothing about the node yet. */
    public static final class ConnectionLost extends CallFailure {
        ConnectionLost(Throwable cause) {
            super("the connection was lost");
            initCause(cause);
        }
    }

    /** The answer does not match the question. */
    public static final class InvalidAnswer extends CallFailure {

        private final String question;

        InvalidAnswer(String question) {
            super("invalid answer to " + question);
            this.question = question;
        }

        /** The question in words. */
        public String question() {
            return question;
        }
    }
}
