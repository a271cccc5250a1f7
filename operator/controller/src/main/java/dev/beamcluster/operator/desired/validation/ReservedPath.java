package dev.beamcluster.operator.desired.validation;

/**
 * A path in a node's container where a user's mount would be in the way.
 *
 * @param what what is there, for example "the cookie directory"
 * @param path where it is
 * @param kind what a mount would do to it
 */
public record ReservedPath(String what, MountPath path, Kind kind) {

    /** What may be mounted there. */
    enum Kind {
        /** Nothing, neither at the path nor below it: it is read-only, or the operator writes it. */
        DIRECTORY,
        /** Nothing at the path. */
        FILE,
        /** A mount in {@code spec.template}, which then replaces the operator's. */
        SCRATCH
    }

    /** A directory in which nothing else may be mounted. */
    public static ReservedPath directory(String what, String path) {
        return new ReservedPath(what, MountPath.of(path), Kind.DIRECTORY);
    }

    /** A single file. */
    public static ReservedPath file(String what, String path) {
        return new ReservedPath(what, MountPath.of(path), Kind.FILE);
    }

    /** A writable directory, which {@code spec.template} may replace. */
    public static ReservedPath scratch(String what, String path) {
        return new ReservedPath(what, MountPath.of(path), Kind.SCRATCH);
    }

    /**
     * Whether a mount of {@code spec.template} would replace it. A mount above it would not: container runtimes mount outer paths
     * first (containerd and CRI-O sort mounts by path).
     */
    boolean isReplacedBy(MountPath mount) {
        return switch (kind) {
            case DIRECTORY -> path.hides(mount);
            case FILE -> path.equals(mount);
            case SCRATCH -> false;
        };
    }

    /** Whether a volume of {@code spec.storage} may not be mounted there. */
    boolean isInTheWayOf(MountPath volume) {
        return volume.hides(path) || isReplacedBy(volume);
    }

    /** What is wrong with a mount there. */
    String conflict(String mount) {
        MountPath there = MountPath.of(mount);
        if (there.equals(path)) {
            return mount + " would replace " + what;
        }
        return mount + (there.hides(path) ? " would hide " : " is inside ") + what + " " + path;
    }
}
