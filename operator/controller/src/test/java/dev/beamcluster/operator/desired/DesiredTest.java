package dev.beamcluster.operator.desired;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.desired.validation.Problem;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each folder has an {@code in.yaml} and the expected result as text: {@code out-KIND-NAME.yaml} for each object, or
 * {@code problems.txt}, and {@code warnings.txt} if there are any. A file that is not part of the result fails the test. {@code -Dgolden.write=true} writes the results.
 */
class DesiredTest {

    private static final Path CASES = Path.of("src/test/resources/desired");
    private static final OperatorPods OPERATOR =
            OperatorPods.of("beamcluster-system", Map.of("app.kubernetes.io/name", "beamcluster-operator"));

    static Stream<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theSpecGivesTheseObjects(Path folder) throws IOException {
        Map<String, String> made = made(folder);
        if (Boolean.getBoolean("golden.write")) {
            write(folder, made);
        }

        assertThat(committed(folder)).isEqualTo(made);
    }

    private static Map<String, String> made(Path folder) throws IOException {
        BeamCluster cluster = Serialization.unmarshal(Files.readString(folder.resolve("in.yaml")), BeamCluster.class);
        var files = new TreeMap<String, String>();
        Desired desired = Desired.of(cluster, OPERATOR, Optional.empty());
        if (!desired.warnings().isEmpty()) {
            files.put("warnings.txt", lines(desired.warnings()));
        }
        switch (desired) {
            case Desired.Refused(var problems, var _) -> files.put("problems.txt", lines(problems));
            case Desired.Objects objects -> {
                objects.withoutStatefulSet().forEach(object -> files.put(name(object), Serialization.asYaml(object)));
                files.put(name(objects.nodes()), Serialization.asYaml(objects.nodes()));
            }
        }
        return files;
    }

    private static String lines(List<Problem> problems) {
        return problems.stream().map(Problem::toString).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String name(HasMetadata object) {
        return "out-" + object.getKind().toLowerCase(Locale.ROOT) + "-"
                + object.getMetadata().getName() + ".yaml";
    }

    private static Map<String, String> committed(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.endsWith("in.yaml"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString(),
                            DesiredTest::read,
                            (one, other) -> one,
                            TreeMap::new));
        }
    }

    private static void write(Path folder, Map<String, String> made) throws IOException {
        for (String stale : committed(folder).keySet()) {
            Files.delete(folder.resolve(stale));
        }
        for (var entry : made.entrySet()) {
            Files.writeString(folder.resolve(entry.getKey()), entry.getValue());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
