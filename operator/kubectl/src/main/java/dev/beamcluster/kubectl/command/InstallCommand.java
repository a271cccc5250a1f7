package dev.beamcluster.kubectl.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;

@Command(
        name = "install",
        description = "Prints the manifest of the operator: kubectl beam install | kubectl apply --server-side -f -")
final class InstallCommand implements Callable<Integer> {

    private static final String MANIFEST = "/beamcluster.yaml";

    private final Surroundings surroundings;

    InstallCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        surroundings.out().print(manifest());
        return 0;
    }

    /** The manifest with which this plugin was built. */
    static String manifest() {
        try (InputStream file = InstallCommand.class.getResourceAsStream(MANIFEST)) {
            if (file == null) {
                throw new IllegalStateException("the plugin was built without " + MANIFEST);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
