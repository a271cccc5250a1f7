package dev.beamcluster.report.model;

/** How a test ended. */
public sealed interface Outcome {

    /** It succeeded. */
    record Passed() implements Outcome {}

    /**
     * An assertion failed, or an error was thrown.
     *
     * @param message what was wrong, perhaps in many lines; may be empty
     * @param details the stack; may be empty
     */
    record Failed(String message, String details) implements Outcome {

        /** The first line that says something, of the message or the stack; at most 300 characters. */
        public String reason() {
            var text = message.isBlank() ? details : message;
            var line = text.strip().lines().findFirst().orElse("");
            return line.length() <= 300 ? line : line.substring(0, 300) + "…";
        }
    }

    /**
     * It was not run, or it stopped because an assumption did not hold.
     *
     * @param reason may be empty
     */
    record Skipped(String reason) implements Outcome {}

    /** It was started, and no result was written: its process died. */
    record Unfinished() implements Outcome {}

    /** Whether a run with this outcome failed. */
    default boolean isFailure() {
        return this instanceof Failed || this instanceof Unfinished;
    }

    /** One word for people and programs: passed, failed, skipped or unfinished. */
    default String word() {
        return switch (this) {
            case Passed _ -> "passed";
            case Failed _ -> "failed";
            case Skipped _ -> "skipped";
            case Unfinished _ -> "unfinished";
        };
    }
}
