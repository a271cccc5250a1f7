package dev.beamcluster.operator.desired;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where something is mounted.
 *
 * @param steps the directories from the root on, so that {@code /tmp}, {@code /tmp/} and {@code //tmp} are the same
 */
record MountPath(List<String> steps) {

    static MountPath of(String path) {
        return new MountPath(Stream.of(path.split("/", -1))
                .filter(step -> !step.isEmpty() && !step.equals("."))
                .toList());
    }

    /** Whether a mount here takes the place of what is mounted there. */
    boolean hides(MountPath other) {
        return other.steps.size() >= steps.size()
                && other.steps.subList(0, steps.size()).equals(steps);
    }

    @Override
    public String toString() {
        return "/" + String.join("/", steps);
    }
}
