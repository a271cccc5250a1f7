package dev.beamcluster.report;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Names the module or application that a file of results belongs to, by the folders above it. */
final class Group {

    /** Folders that a build or a framework makes. */
    private static final String BUILT =
            "target|build|_build|logs|test-results|test-report|surefire-reports|failsafe-reports|events"
                    + "|ct_run\\..*|.*\\.logs|run\\.\\d{4}.*";

    /** A folder in what a build makes, with results of suites that the build has run elsewhere, each in a folder of its name. */
    private static final String SUITES = "suites";

    private Group() {}

    /**
     * The folders from the root to what a build makes, such as {@code apps/chat}, and those below {@code suites} in there; the name of the
     * last folder if there are none.
     */
    static String of(Path root, Path file) {
        var inRoot = file.startsWith(root) ? folders(root.relativize(file)) : List.<String>of();
        var module = inRoot.stream().takeWhile(folder -> !isBuilt(folder)).toList();
        var suite = inRoot.stream()
                .skip(module.size())
                .dropWhile(folder -> !folder.equals(SUITES))
                .skip(1)
                .takeWhile(folder -> !isBuilt(folder))
                .toList();
        if (!suite.isEmpty()) {
            return Stream.concat(module.stream(), suite.stream()).collect(Collectors.joining("/"));
        }
        var name = module.isEmpty() ? lastFolder(file) : String.join("/", module);
        return file.toString().contains("failsafe-reports") ? name + " (integration)" : name;
    }

    private static boolean isBuilt(String folder) {
        return folder.matches(BUILT);
    }

    private static List<String> folders(Path file) {
        var names = names(file);
        return names.subList(0, Math.max(0, names.size() - 1));
    }

    private static String lastFolder(Path file) {
        return names(file.toAbsolutePath().resolveSibling("")).reversed().stream()
                .filter(folder -> !folder.isEmpty() && !isBuilt(folder))
                .findFirst()
                .orElse("tests");
    }

    private static List<String> names(Path path) {
        return StreamSupport.stream(path.spliterator(), false)
                .map(Path::toString)
                .toList();
    }
}
