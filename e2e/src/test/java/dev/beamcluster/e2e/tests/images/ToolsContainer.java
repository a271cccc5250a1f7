package dev.beamcluster.e2e.tests.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

import dev.beamcluster.e2e.harness.Command;
import dev.beamcluster.e2e.harness.Repository;

/** A container with the build tools of Elixir and Erlang, with sources, and without a network. */
record ToolsContainer(GenericContainer<?> container) implements AutoCloseable {

    private static final String IMAGE = "beamcluster/e2e-tools:local";

    /** The label by which e2e/setup finds containers that a killed run left behind. */
    private static final String LABEL = "dev.beamcluster.lab";

    private static final String SOURCES = "/src/";
    private static final String RESULTS = "/results";

    /**
     * Starts a container, which ends by itself after an hour: a killed run cannot stop it.
     *
     * @param folders relative to {@code e2e}, which have the same place to each other in the container
     */
    // The record closes it.
    @SuppressWarnings("resource")
    static ToolsContainer with(List<String> folders) {
        var container = new GenericContainer<>(DockerImageName.parse(IMAGE))
                .withLabel(LABEL, "")
                .withNetworkMode("none")
                .withEnv("RESULTS", RESULTS)
                .withCommand("sleep", "1h");
        folders.forEach(folder -> container.withCopyFileToContainer(
                MountableFile.forHostPath(Repository.here().file("e2e/" + folder)), SOURCES + folder));
        container.start();
        return new ToolsContainer(container);
    }

    /** Runs a shell line in a folder of sources, for ten minutes at most. */
    ExecResult run(String folder, String line) {
        try {
            return container.execInContainer(
                    "timeout",
                    "10m",
                    "sh",
                    "-c",
                    "exec 2>&1; mkdir -p %s && cd %s && { %s\n}".formatted(RESULTS, SOURCES + folder, line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Replaces a folder by what the line has left as its results. */
    void copyResults(Path folder) {
        try {
            delete(folder);
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var from = container.getContainerId() + ":" + RESULTS + "/.";
        var _ = Command.of("docker", "cp", from, folder.toString()).run().orFail();
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public void close() {
        container.close();
    }
}
