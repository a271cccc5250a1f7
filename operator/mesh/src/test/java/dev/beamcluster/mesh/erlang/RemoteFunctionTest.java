package dev.beamcluster.mesh.erlang;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** docs/architecture.md lists every function that the operator calls on a node, and no other. */
class RemoteFunctionTest {

    private static final Pattern FUNCTION = Pattern.compile("[a-z_]+:[a-z_]+/[0-9]+");

    @Test
    void theArchitectureDocumentListsExactlyTheCalledFunctions() throws IOException {
        String list = Files.readAllLines(Path.of("../../docs/architecture.md")).stream()
                .filter(line -> line.startsWith("Functions that are called on a node:"))
                .findFirst()
                .orElseThrow();

        assertThat(FUNCTION.matcher(list).results().map(MatchResult::group))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(RemoteFunction.values())
                        .map(RemoteFunction::toString)
                        .toList());
    }
}
