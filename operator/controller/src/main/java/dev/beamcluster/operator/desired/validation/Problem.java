package dev.beamcluster.operator.desired.validation;

/**
 * A mistake in a spec, for the author of the spec: {@code spec.path.to.field: what is wrong; what to do}.
 *
 * @param field the path of the field, for example {@code spec.env[NAME].valueFrom}
 * @param why what is wrong with it
 * @param remedy what to do about it
 */
public record Problem(String field, String why, String remedy) implements Comparable<Problem> {

    @Override
    public int compareTo(Problem other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return field + ": " + why + "; " + remedy;
    }
}
