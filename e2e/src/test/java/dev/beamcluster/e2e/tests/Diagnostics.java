package dev.beamcluster.e2e.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import dev.beamcluster.e2e.harness.OperatorLog;
import dev.beamcluster.e2e.harness.Repository;
import dev.beamcluster.e2e.harness.TestCluster;
import dev.beamcluster.e2e.harness.TestNamespace;

/**
 * What one needs to diagnose a failed test, in {@code e2e/target/failures/TEST/NAMESPACE/}.
 *
 * @param testCluster of the run
 * @param namespace of the test
 * @param start when the test started
 */
public record Diagnostics(TestCluster testCluster, TestNamespace namespace, Instant start) {

    /** Writes the files, and returns their folder. */
    public Path write(String test) {
        var folder = Repository.here()
                .file("e2e/target/failures")
                .resolve(test.replaceAll("[^\\w.-]+", "_").replaceAll("(^.{120}).*", "$1"))
                .resolve(namespace.name());
        try {
            Files.createDirectories(folder);
            kubectl(folder.resolve("beamclusters.yaml"), "get", "beamclusters", "--output", "yaml");
            kubectl(folder.resolve("objects.yaml"), "get", "all,configmaps,endpointslices", "--output", "yaml");
            kubectl(folder.resolve("describe.txt"), "describe", "beamclusters,statefulsets,pods");
            kubectl(folder.resolve("events.txt"), "get", "events", "--sort-by", ".lastTimestamp");
            for (var pod : namespace.pods()) {
                var name = pod.getMetadata().getName();
                kubectl(folder.resolve(name + ".log"), "logs", name, "--all-containers", "--prefix");
            }
            Files.write(
                    folder.resolve("operator.log"),
                    new OperatorLog(testCluster.cluster(), testCluster.operator()).since(start));
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
