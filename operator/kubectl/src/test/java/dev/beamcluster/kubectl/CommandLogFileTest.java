package dev.beamcluster.kubectl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class CommandLogFileTest {

    @TempDir
    private Path folder;

    @Test
    void linesAreKeptInAFileThatOnlyThisPersonCanRead() throws IOException {
        // Given a folder for the state of programs that does not exist yet
        var log = CommandLogFile.of(
                Map.of("XDG_STATE_HOME", folder.resolve("state").toString()), "/nowhere");

        // When two commands are written down
        log.append("first");
        log.append("second");

        // Then both are there, and nobody else can read them
        assertThat(log.lines()).containsExactly("first", "second");
        Path file = Path.of(log.place());
        assertThat(file).isEqualTo(folder.resolve("state/kubectl-beam/audit.jsonl"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aLargeFileBecomesTheFormerOne() throws IOException {
        // Given a large file
        var log = new CommandLogFile(folder.resolve("audit.jsonl"));
        log.append("x".repeat(1_100_000));

        // When two more commands are written down
        log.append("second");
        log.append("third");

        // Then the present file is small, and nothing is lost
        assertThat(folder.resolve("audit.jsonl")).hasContent("second\nthird\n");
        assertThat(log.lines()).hasSize(3);
    }

    @Test
    void withoutACommandThereIsNoLine() throws IOException {
        // When nothing was written down
        var log = CommandLogFile.of(Map.of(), folder.toString());

        // Then there is no line, and no file
        assertThat(log.lines()).isEmpty();
        assertThat(log.place()).endsWith(".local/state/kubectl-beam/audit.jsonl");
        assertThat(folder).isEmptyDirectory();
    }
}
