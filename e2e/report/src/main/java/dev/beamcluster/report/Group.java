package dev.beamcluster.report;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Names the module or application that a file of results belongs to, by the folders above it. */
final class Group {

    /** Folders that a build or a framework makes. */
    private static final String BUILT =
            "target|build|_build|logs|test-results|test-report|surefire-reports|failsafe-reports|events"
                    + "|ct_run\\..*|.*\\.logs|run\\.\\d{4}.*";

    private Group() {}

    /** The folders from the root to what a build makes, such as {@code apps/chat}; the name of the last one if there are none. */
    static String of(Path root, Path file) {
        var inRoot = file.startsWith(root) ? names(root.relativize(file)) : List.<String>of();
        var module = inRoot.stream()
                .limit(Math.max(0, inRoot.size() - 1))
                .takeWhile(folder -> !folder.matches(BUILT))
                .collect(Collectors.joining("/"));
        var name = module.isEmpty() ? lastFolder(file) : module;
        return file.toString().contains("failsafe-reports") ? name + " (integration)" : name;
    }

    private static String lastFolder(Path file) {
        return names(file.toAbsolutePath().resolveSibling("")).reversed().stream()
                .filter(folder -> !folder.isEmpty() && !folder.matches(BUILT))
                .findFirst()
                .orElse("tests");
    }

    private static List<String> names(Path path) {
        return StreamSupport.stream(path.spliterator(), false)
                .map(Path::toString)
                .toList();
    }
}
