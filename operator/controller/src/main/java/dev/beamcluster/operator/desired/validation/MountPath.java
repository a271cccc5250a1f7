package dev.beamcluster.operator.desired.validation;

import java.util.List;
import java.util.stream.Stream;

/**
 * An absolute path in a container.
 *
 * @param steps its directories, starting at the root, so that {@code /tmp}, {@code /tmp/} and {@code //tmp} are equal
 */
record MountPath(List<String> steps) {

    static MountPath of(String path) {
        return new MountPath(Stream.of(path.split("/", -1))
                .filter(step -> !step.isEmpty() && !step.equals("."))
                .toList());
    }

    /** Whether a mount at this path would hide the other path: it is the same path, or a parent of it. */
    boolean hides(MountPath other) {
        return other.steps.size() >= steps.size()
                && other.steps.subList(0, steps.size()).equals(steps);
    }

    boolean isParentOf(MountPath other) {
        return other.steps.size() == steps.size() + 1 && hides(other);
    }

    @Override
    public String toString() {
        return "/" + String.join("/", steps);
    }
}
