package dev.beamcluster.operator.desired.validation;

/**
 * A path in a node's container that conflicts with mounts of users.
 *
 * @param what a description, for example "the cookie directory"
 * @param path the path in the container
 * @param kind what may be mounted there
 */
public record ReservedPath(String what, MountPath path, Kind kind) {

    enum Kind {
        /** No mount is allowed at this path or below it: it is read-only, or the operator writes it. */
        DIRECTORY,
        /** No mount is allowed at this path. */
        FILE,
        /** Only a mount in {@code spec.template} is allowed, which then replaces the operator's. */
        SCRATCH
    }

    /** Returns a directory in which nothing else may be mounted. */
    public static ReservedPath directory(String what, String path) {
        return new ReservedPath(what, MountPath.of(path), Kind.DIRECTORY);
    }

    /** Returns a single file. */
    public static ReservedPath file(String what, String path) {
        return new ReservedPath(what, MountPath.of(path), Kind.FILE);
    }

    /** Returns a writable directory, which {@code spec.template} may replace. */
    public static ReservedPath scratch(String what, String path) {
        return new ReservedPath(what, MountPath.of(path), Kind.SCRATCH);
    }

    /**
     * Whether a mount of {@code spec.template} would replace this path. A mount above it would not: container runtimes mount
     * outer paths first (containerd and CRI-O sort mounts by path).
     */
    boolean isReplacedBy(MountPath mount) {
        return switch (kind) {
            case DIRECTORY -> path.hides(mount);
            case FILE -> path.equals(mount);
            case SCRATCH -> false;
        };
    }

    /**
     * Whether a volume of {@code spec.storage} may not be mounted here. A volume above this path may: it is mounted first, and
     * this path inside it.
     */
    boolean conflictsWith(MountPath volume) {
        return volume.equals(path) || isReplacedBy(volume);
    }

    boolean isFile(MountPath file) {
        return kind == Kind.FILE && path.equals(file);
    }

    /** Describes the conflict with a mount. */
    String conflict(String mount) {
        MountPath there = MountPath.of(mount);
        return there.equals(path) ? mount + " would replace " + what : mount + " is inside " + what + " " + path;
    }
}
