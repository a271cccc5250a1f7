package dev.beamcluster.e2e.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import dev.beamcluster.e2e.harness.Repository;
import dev.beamcluster.e2e.harness.TestNamespace;

/**
 * What one needs to diagnose a failed test, in {@code e2e/target/failures/TEST/NAMESPACE/}.
 *
 * @param namespace of the test
 */
public record Diagnostics(TestNamespace namespace) {

    /**
     * Writes the files, and returns their folder.
     *
     * @param evidence that every test leaves
     */
    public Path write(String test, Map<String, String> evidence) {
        var folder = Repository.here()
                .file("e2e/target/failures")
                .resolve(test.replaceAll("[^\\w.-]+", "_").replaceAll("(^.{120}).*", "$1"))
                .resolve(namespace.name());
        try {
            Files.createDirectories(folder);
            for (var file : evidence.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
            kubectl(folder.resolve("objects.yaml"), "get", "all,configmaps,endpointslices", "--output", "yaml");
            kubectl(folder.resolve("describe.txt"), "describe", "beamclusters,statefulsets,pods");
            for (var pod : namespace.pods()) {
                var name = pod.getMetadata().getName();
                kubectl(folder.resolve(name + ".log"), "logs", name, "--all-containers", "--prefix");
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void kubectl(Path file, String... arguments) throws IOException {
        var outcome = namespace.kubectl().run(arguments);
        Files.writeString(file, outcome.out() + outcome.err());
    }
}
