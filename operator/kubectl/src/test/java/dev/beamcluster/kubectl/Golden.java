package dev.beamcluster.kubectl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.fabric8.kubernetes.client.utils.Serialization;

import static org.assertj.core.api.Assertions.assertThat;

/** Files in {@code src/test/resources} with inputs, and with the texts that they lead to. */
public final class Golden {

    private static final Path FOLDER = Path.of("src/test/resources");

    private Golden() {}

    /** Reads an object from YAML. */
    public static <T> T read(String file, Class<T> type) {
        return Serialization.unmarshal(text(file), type);
    }

    public static String text(String file) {
        try {
            return Files.readString(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compares a text with a file, and writes the file with {@code -Dgolden.write=true}. */
    public static void assertSame(String file, String text) {
        if (Boolean.getBoolean("golden.write")) {
            try {
                Files.createDirectories(FOLDER.resolve(file).getParent());
                Files.writeString(FOLDER.resolve(file), text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        assertThat(text).isEqualTo(text(file));
    }
}
