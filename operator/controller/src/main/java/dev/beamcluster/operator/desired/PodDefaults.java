package dev.beamcluster.operator.desired;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.desired.validation.Problem;

/**
 * Versions of everything in a pod that the operator chooses by itself. A change of such a default would replace every pod when
 * the operator is upgraded. So each change is a new version, and a StatefulSet remembers the version of its pods: pods get newer
 * defaults together with a change that replaces them anyway, or when an annotation of the BeamCluster asks for it.
 *
 * <p>A difference between versions is one condition on {@link #isAtLeast} where the part is made. A version that was released
 * never changes: {@code PodTemplateHashTest} has the hashes.
 */
public enum PodDefaults {

    /** The first version, which no annotation names. */
    V1(1),

    /**
     * A startup probe every second, and then a readiness probe every ten; in {@code V1}, a readiness probe every second. Also a
     * place for the {@linkplain CrashDump crash dump}, what a {@linkplain SecondVm second VM} needs, and for {@code Erl} the name
     * in {@code ERL_ZFLAGS}, in {@code V1} in {@code ERL_AFLAGS}.
     */
    V2(2);

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,3}");

    private final int number;

    PodDefaults(int number) {
        this.number = number;
    }

    /** Returns the version of a new StatefulSet. */
    public static PodDefaults newest() {
        return values()[values().length - 1];
    }

    /**
     * Returns the version that a StatefulSet or a pod has.
     *
     * @param annotations its annotations; a version of a newer operator counts as the newest one known
     */
    public static PodDefaults of(@Nullable Map<String, String> annotations) {
        return Optional.ofNullable(annotations)
                .flatMap(all -> parse(all.get(Naming.POD_DEFAULTS_ANNOTATION)))
                .orElse(V1);
    }

    /** Returns the version that the BeamCluster asks for at least; {@code V1} if it asks for none. */
    static PodDefaults askedBy(BeamCluster cluster) {
        return of(cluster.getMetadata().getAnnotations());
    }

    /** Returns the problem of an annotation of the BeamCluster that no known version has. */
    static List<Problem> problems(BeamCluster cluster) {
        return Stream.ofNullable(cluster.getMetadata().getAnnotations())
                .flatMap(all -> Stream.ofNullable(all.get(Naming.POD_DEFAULTS_ANNOTATION)))
                .filter(asked -> parse(asked)
                        .filter(version -> String.valueOf(version.number).equals(asked))
                        .isEmpty())
                .map(_ -> Problem.warning(
                        "metadata.annotations[" + Naming.POD_DEFAULTS_ANNOTATION + "]",
                        "this operator has no such version of the pod defaults",
                        "set it to " + newest().number + " for the newest, or remove it"))
                .toList();
    }

    boolean isAtLeast(PodDefaults other) {
        return compareTo(other) >= 0;
    }

    PodDefaults atLeast(PodDefaults other) {
        return isAtLeast(other) ? this : other;
    }

    /** Returns the annotation of a StatefulSet and of its pods; none for the first version, whose pods never had one. */
    Map<String, String> annotation() {
        return this == V1 ? Map.of() : Map.of(Naming.POD_DEFAULTS_ANNOTATION, String.valueOf(number));
    }

    private static Optional<PodDefaults> parse(@Nullable String number) {
        return Optional.ofNullable(number)
                .filter(text -> NUMBER.matcher(text).matches())
                .map(Integer::parseInt)
                .map(wanted -> Stream.of(values())
                        .filter(version -> version.number == wanted)
                        .findFirst()
                        .orElseGet(PodDefaults::newest));
    }
}
