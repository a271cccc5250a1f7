package dev.beamcluster.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The clone in which this process runs.
 *
 * @param root the folder with {@code crds/} and {@code e2e/}
 */
public record Repository(Path root) {

    /** The folder of the examples, with a subfolder for each. */
    public static final String EXAMPLES = "deploy/examples";

    /** The clone that contains the working folder. */
    public static Repository here() {
        var start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("crds")) && Files.isDirectory(folder.resolve("e2e"))) {
                return new Repository(folder);
            }
        }
        throw new IllegalStateException(start + " is not inside a clone of BeamCluster");
    }

    /**
     * A file of the clone.
     *
     * @param path relative to the root
     */
    public Path file(String path) {
        return root.resolve(path);
    }

    /**
     * The text of a file of the clone.
     *
     * @param path relative to the root
     */
    public String text(String path) {
        try {
            return Files.readString(file(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files by their paths from the root, sorted, without build output. */
    public List<String> files(Predicate<String> wanted) {
        try (var all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(root::relativize)
                    .filter(file -> !isMade(file))
                    .map(Path::toString)
                    .filter(wanted)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isMade(Path file) {
        return Stream.of(".git", "target")
                .anyMatch(folder -> List.of(file.toString().split("/")).contains(folder));
    }

    /** The folder outside the clone for artifacts that are built once. */
    public static Path cache() {
        return Path.of(System.getProperty("user.home"), ".cache", "beamcluster");
    }
}
