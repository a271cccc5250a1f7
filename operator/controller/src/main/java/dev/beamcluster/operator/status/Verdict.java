package dev.beamcluster.operator.status;

/**
 * A condition before it has a time.
 *
 * @param type which condition
 * @param state whether it is true
 * @param reason why, in one word
 * @param message why, for a person
 */
public record Verdict(ConditionType type, State state, Reason reason, String message) {

    /** The status of a condition, as Kubernetes writes it. */
    public enum State {
        True,
        False,
        Unknown
    }

    static Verdict yes(ConditionType type, Reason reason, String message) {
        return new Verdict(type, State.True, reason, message);
    }

    static Verdict no(ConditionType type, Reason reason, String message) {
        return new Verdict(type, State.False, reason, message);
    }

    static Verdict unknown(ConditionType type, Reason reason, String message) {
        return new Verdict(type, State.Unknown, reason, message);
    }
}
