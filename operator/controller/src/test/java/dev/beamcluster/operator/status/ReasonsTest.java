package dev.beamcluster.operator.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;

import static org.assertj.core.api.Assertions.assertThat;

/** Every reason has an entry in docs/conditions.md, and every entry has a reason. */
class ReasonsTest {

    private static final Path CONDITIONS = Path.of("../../docs/conditions.md");
    private static final Pattern ENTRY = Pattern.compile("### `(\\w+)`");
    private static final Pattern WORD = Pattern.compile("\\| ((?:`\\w+`(?:, )?)+) \\|.*");

    @Test
    void reasonsOfConditions() throws IOException {
        assertThat(lines("Meshed", "Events").map(ENTRY::matcher).filter(entry -> entry.matches()))
                .extracting(entry -> entry.group(1))
                .containsExactlyInAnyOrderElementsOf(names(Reason.values()));
    }

    @Test
    void eventsOfNodes() throws IOException {
        assertThat(words("Events", "Nodes and links"))
                .containsAll(names(NodeEvent.values()))
                .containsAll(names(MeshWarning.values()))
                .containsAll(names(SpecEvent.values()));
        assertThat(words("Events", "Nodes and links"))
                .allSatisfy(word -> assertThat(
                                Stream.of(NodeEvent.values(), MeshWarning.values(), SpecEvent.values(), Reason.values())
                                        .flatMap(Arrays::stream)
                                        .map(Enum::name))
                        .contains(word));
    }

    @Test
    void reasonsOfNodesAndLinks() throws IOException {
        assertThat(words("Nodes and links", "Pods"))
                .containsExactlyElementsOf(
                        Stream.concat(names(FaultReason.values()).stream(), names(PodReason.values()).stream())
                                .toList());
    }

    @Test
    void reasonsOfPods() throws IOException {
        assertThat(words("Pods", "no further section")).containsExactlyElementsOf(names(TroubleReason.values()));
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void everyCauseHasItsOwnReasonAndText(Cause cause) {
        assertThat(Stream.of(Cause.values()).filter(other -> FaultReason.of(other) == FaultReason.of(cause)))
                .containsExactly(cause);
        assertThat(Stream.of(Cause.values())
                        .filter(other -> FaultMessages.of(new Fault(other)).equals(FaultMessages.of(new Fault(cause)))))
                .containsExactly(cause);
    }

    private static List<String> words(String from, String to) throws IOException {
        return lines(from, to)
                .map(WORD::matcher)
                .filter(row -> row.matches())
                .flatMap(row -> Stream.of(row.group(1).replace("`", "").split(", ", -1)))
                .toList();
    }

    private static Stream<String> lines(String from, String to) throws IOException {
        return Files.readAllLines(CONDITIONS).stream()
                .dropWhile(line -> !line.equals("## " + from))
                .takeWhile(line -> !line.equals("## " + to));
    }

    private static List<String> names(Enum<?>[] values) {
        return Stream.of(values).map(Enum::name).toList();
    }
}
