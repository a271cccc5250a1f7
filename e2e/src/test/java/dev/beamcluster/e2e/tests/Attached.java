package dev.beamcluster.e2e.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.MediaType;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.JUnitException;

/** Files of a test or class, which the report of the run shows. */
final class Attached {

    private static final MediaType SVG = MediaType.create("image", "svg+xml");

    private Attached() {}

    /** Attaches a text or an SVG picture, unless it is empty. */
    static void file(ExtensionContext context, String name, String text) {
        if (text.isEmpty()) {
            return;
        }
        try {
            context.publishFile(
                    name,
                    name.endsWith(".svg") ? SVG : MediaType.TEXT_PLAIN_UTF_8,
                    file -> Files.writeString(file, text));
        } catch (JUnitException e) {
            // The folder is named by the method and its parameters, which may be longer than a name of a file.
            context.publishReportEntry(name, text);
        }
    }

    /** Attaches the files in a folder under their names, after that of the folder. */
    static void folder(ExtensionContext context, Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                file(context, folder.getFileName() + "-" + file.getFileName(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
