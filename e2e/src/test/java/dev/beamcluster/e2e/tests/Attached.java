package dev.beamcluster.e2e.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

import org.junit.jupiter.api.MediaType;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Files of a test or class, which the report of the run shows. */
final class Attached {

    private Attached() {}

    /** Attaches a text, unless it is empty. */
    static void text(ExtensionContext context, String name, String text) {
        if (!text.isEmpty()) {
            context.publishFile(name, MediaType.TEXT_PLAIN_UTF_8, file -> Files.writeString(file, text));
        }
    }

    /** Attaches the texts in a folder under their names, after that of the folder. */
    static void folder(ExtensionContext context, Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(Files::isRegularFile)
                    .sorted()
                    .forEach(file -> context.publishFile(
                            folder.getFileName() + "-" + file.getFileName(),
                            MediaType.TEXT_PLAIN_UTF_8,
                            copy -> Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
