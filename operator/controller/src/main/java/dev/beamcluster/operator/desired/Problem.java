package dev.beamcluster.operator.desired;

/**
 * Why a spec cannot be built, for the person who wrote it.
 *
 * @param field the path of the field, for example {@code spec.template.spec.containers}
 * @param why what is wrong with it
 * @param remedy what to do
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
