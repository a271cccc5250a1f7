package dev.beamcluster.operator.desired.validation;

/**
 * A mistake in a spec, for the author of the spec: {@code spec.path.to.field: what is wrong; what to do}.
 *
 * @param severity what the operator does about it
 * @param field the path of the field, for example {@code spec.env[NAME].valueFrom}
 * @param why what is wrong with it
 * @param remedy what to do about it
 */
public record Problem(Severity severity, String field, String why, String remedy) implements Comparable<Problem> {

    /** What the operator does about a spec with this problem. */
    public enum Severity {

        /** Refuses it: no pod can be made from it. */
        REFUSED,

        /**
         * Refuses it unless pods run with it: a rule that an earlier release did not have must not stop what that release
         * started. It then warns.
         */
        REFUSED_UNLESS_RUNNING,

        /** Applies it, and warns. */
        WARNED
    }

    /** A mistake for which the spec is refused. */
    public Problem(String field, String why, String remedy) {
        this(Severity.REFUSED, field, why, remedy);
    }

    /** A mistake that an earlier release did not refuse. It must leave {@code spec.template} mergeable. */
    public static Problem ofNewRule(String field, String why, String remedy) {
        return new Problem(Severity.REFUSED_UNLESS_RUNNING, field, why, remedy);
    }

    /** Something that works, and probably not as the author expects. */
    public static Problem warning(String field, String why, String remedy) {
        return new Problem(Severity.WARNED, field, why, remedy);
    }

    @Override
    public int compareTo(Problem other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return field + ": " + why + "; " + remedy;
    }
}
