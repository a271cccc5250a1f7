package dev.beamcluster.e2e.harness.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

import dev.beamcluster.e2e.harness.Command;
import dev.beamcluster.e2e.harness.Repository;

/**
 * The pictures of the documents. A test takes them in {@code e2e/target/pictures}, and in {@code docs/pictures} with
 * {@code -Dpictures.write=true}.
 *
 * @param container that makes them small
 * @param folder of the files
 */
public record Pictures(BrowserContainer container, Path folder) {

    private static final List<Integer> COLORS = List.of(256, 64, 16);

    /** A picture with more bytes makes a clone slow. */
    private static final int MOST_BYTES = 150_000;

    /** The pictures of this run. */
    static Pictures of(BrowserContainer container) {
        String folder = Boolean.getBoolean("pictures.write") ? "docs/pictures" : "e2e/target/pictures";
        return new Pictures(container, Repository.here().file(folder));
    }

    /**
     * Writes what the browser shows, in as many colors as fit.
     *
     * @throws IllegalStateException if it has more than 150,000 bytes in 16 colors
     */
    public void take(Browser browser, String name) {
        String input = Base64.getEncoder().encodeToString(browser.picture());
        byte[] small = COLORS.stream()
                .map(colors -> reduced(input, colors))
                .filter(png -> png.length <= MOST_BYTES)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "the picture %s has more than %d bytes: show less".formatted(name, MOST_BYTES)));
        try {
            Files.write(Files.createDirectories(folder).resolve(name + ".png"), small);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without dithering, which makes lines and letters large. */
    private byte[] reduced(String png, int colors) {
        String line = "base64 -d | pngquant --nofs --speed 1 --strip %d - | base64 -w 0".formatted(colors);
        String output = Command.of(
                        "docker", "exec", "--interactive", container.name(), "bash", "-o", "pipefail", "-c", line)
                .run(png)
                .orFail();
        return Base64.getDecoder().decode(output.strip());
    }
}
