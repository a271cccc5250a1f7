package dev.beamcluster.operator.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The chart as rendered by Helm. */
final class Chart {

    static final Path DEPLOY = Path.of("../../deploy");

    private Chart() {}

    /**
     * The result of a program.
     *
     * @param exitCode 0 on success
     * @param text its output, then its errors
     */
    record Result(int exitCode, String text) {}

    /** Returns the objects that the chart renders with these values, as YAML. */
    static Result rendered(String... values) {
        var line = new ArrayList<>(List.of(
                "./helm", "template", "beamcluster", "chart", "--namespace", "operators", "--kube-version", "1.29.0"));
        for (String value : values) {
            line.addAll(List.of("--set-json", value));
        }
        return run(line);
    }

    /** Runs a program of {@code deploy/} until it exits. On a new machine it first builds Helm, which takes minutes. */
    static Result run(List<String> line) {
        try {
            var process = new ProcessBuilder(line)
                    .directory(DEPLOY.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
