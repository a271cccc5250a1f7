package dev.beamcluster.e2e.tests.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.Command;
import dev.beamcluster.e2e.harness.Kubectl;
import dev.beamcluster.e2e.harness.Repository;
import dev.beamcluster.e2e.harness.TestNamespace;

/**
 * An example, run as its README describes.
 *
 * @param folder with its manifests, its README and, if it has prerequisites, an executable {@code prepare} that prints
 *     them
 */
record Example(Path folder) {

    static List<Example> all() {
        try (Stream<Path> entries = Files.list(Repository.here().file(Repository.EXAMPLES))) {
            return entries.filter(folder -> Files.exists(folder.resolve("beamcluster.yaml")))
                    .sorted()
                    .map(Example::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Example of(String name) {
        return new Example(Repository.here().file(Repository.EXAMPLES).resolve(name));
    }

    String name() {
        return folder.getFileName().toString();
    }

    /** The text of a file in the folder. */
    String text(String file) {
        return Repository.here().text(Repository.EXAMPLES + "/" + name() + "/" + file);
    }

    /** The YAML that {@code kubectl apply --filename} applies. */
    String yaml() {
        return Kubectl.yamlIn(folder);
    }

    /** The folder for the hand-written equivalent. */
    Path before() {
        return folder.resolve("before");
    }

    /** Whether it has its own hand-written equivalent, rather than that of another example. */
    boolean hasBefore() {
        return Files.isDirectory(before());
    }

    /** Whether it has prerequisites. */
    boolean isPrepared() {
        return Files.isExecutable(prepare());
    }

    private Path prepare() {
        return folder.resolve("prepare");
    }

    /** Applies the prerequisites and the example, and waits until its only BeamCluster is whole. */
    Beam becomesWhole(TestNamespace namespace) {
        if (isPrepared()) {
            var prepared =
                    Command.of(prepare().toString(), namespace.name()).run().orFail();
            var _ = namespace.kubectl().apply(prepared).orFail();
        }
        var _ = namespace.kubectl().applyFolder(folder).orFail();
        var beam = only(namespace);
        return new Beam(namespace, beam.getMetadata().getName())
                .becomesWhole(beam.getSpec().replicas());
    }

    private static BeamCluster only(TestNamespace namespace) {
        var beams = namespace
                .cluster()
                .client()
                .resources(BeamCluster.class)
                .inNamespace(namespace.name())
                .list()
                .getItems();
        if (beams.size() != 1) {
            throw new AssertionError("an example has one BeamCluster, but there are " + beams.size());
        }
        return beams.getFirst();
    }

    @Override
    public String toString() {
        return name();
    }
}
