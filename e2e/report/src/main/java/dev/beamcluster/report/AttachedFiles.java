package dev.beamcluster.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

import dev.beamcluster.report.model.Attachment;
import dev.beamcluster.report.read.OpenTestEvents;

/**
 * Files that events name, below their folder.
 *
 * @param folder of the events
 */
record AttachedFiles(Path folder) implements OpenTestEvents.Files {

    private static final long MOST_BYTES_OF_TEXT = 4_000_000;
    private static final long MOST_BYTES_OF_PICTURE = 500_000;

    @Override
    public List<Attachment> apply(OpenTestEvents.Path named) {
        var base = folder.toAbsolutePath().normalize();
        var file = base.resolve(named.path()).normalize();
        try {
            if (!file.startsWith(base)
                    || !Files.isRegularFile(file)
                    || !file.toRealPath().startsWith(base.toRealPath())) {
                return List.of(told(named, "is not a file below the folder of the events"));
            }
            return List.of(read(named, file));
        } catch (IOException e) {
            return List.of(told(named, "cannot be read: " + e.getMessage()));
        }
    }

    private static Attachment read(OpenTestEvents.Path named, Path file) throws IOException {
        var name = file.getFileName().toString();
        var type =
                named.mediaType().isEmpty() ? "text/plain" : named.mediaType().replaceFirst(";.*", "");
        var isPicture = type.matches("image/(png|jpeg|gif|webp|svg\\+xml)");
        var isText = type.matches("text/.*|application/(json|xml|yaml|x-yaml|.*\\+json)");
        var size = Files.size(file);
        var isShown = isPicture ? size <= MOST_BYTES_OF_PICTURE : isText && size <= MOST_BYTES_OF_TEXT;
        if (!isShown) {
            return told(named, "has %,d bytes of %s, which are not shown".formatted(size, type));
        }
        var bytes = Files.readAllBytes(file);
        return new Attachment(
                name,
                type,
                isPicture ? Base64.getEncoder().encodeToString(bytes) : new String(bytes, StandardCharsets.UTF_8));
    }

    private static Attachment told(OpenTestEvents.Path named, String what) {
        return new Attachment(named.path(), "text/plain", named.path() + " " + what);
    }
}
