package dev.beamcluster.operator.status;

/**
 * A condition without its time.
 *
 * @param type the type of the condition
 * @param state its status
 * @param reason why it has this status
 * @param message the explanation for a person
 */
public record Verdict(ConditionType type, State state, Reason reason, String message) {

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
