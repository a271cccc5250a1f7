package dev.beamcluster.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Images of this machine in one archive, which a node imports when it starts. It holds each shared layer once. */
public final class ImageArchive {

    private ImageArchive() {}

    /**
     * Returns the archive of these images, and rebuilds it if their contents changed.
     *
     * @param images names with tags, which the Docker Engine must have
     * @param folder for the archives
     * @throws IllegalStateException if the engine lacks one of the images
     */
    public static Path of(List<String> images, Path folder) {
        var contents = images.stream()
                .sorted()
                .map(image -> image + "=" + Docker.imageId(image))
                .collect(Collectors.joining("\n"));
        var archive = folder.resolve(UUID.nameUUIDFromBytes(contents.getBytes(StandardCharsets.UTF_8)) + ".tar");
        if (!Files.exists(archive)) {
            save(images, archive);
        }
        return archive;
    }

    private static void save(List<String> images, Path archive) {
        try {
            Files.createDirectories(archive.getParent());
            try (Stream<Path> older = Files.list(archive.getParent())) {
                for (Path file : older.toList()) {
                    Files.delete(file);
                }
            }
            var part = archive.resolveSibling(archive.getFileName() + ".part");
            var _ = Command.of("docker", "save", "--output", part.toString())
                    .with(images.toArray(String[]::new))
                    .run()
                    .orFail();
            Files.move(part, archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
