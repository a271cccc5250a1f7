package dev.beamcluster.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The clone that this process works in.
 *
 * @param root the folder with {@code crds/} and {@code e2e/}
 */
public record Repository(Path root) {

    /** Where the examples are, each in a folder of its own. */
    public static final String EXAMPLES = "deploy/examples";

    /** The clone around the working folder. */
    public static Repository here() {
        var start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("crds")) && Files.isDirectory(folder.resolve("e2e"))) {
                return new Repository(folder);
            }
        }
        throw new IllegalStateException(start + " is not inside a clone of BeamCluster");
    }

    /** A file of the clone, by its path from the root. */
    public Path file(String path) {
        return root.resolve(path);
    }

    /** The text of a file of the clone. */
    public String text(String path) {
        try {
            return Files.readString(file(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files by their paths from the root, in order; nothing that a build made. */
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

    /** Where things that are built once are kept, outside the clone. */
    public static Path cache() {
        return Path.of(System.getProperty("user.home"), ".cache", "beamcluster");
    }
}
