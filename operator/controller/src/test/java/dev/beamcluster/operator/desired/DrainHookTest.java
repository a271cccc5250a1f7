package dev.beamcluster.operator.desired;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.beamcluster.api.v1alpha1.BeamCluster;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the hook's shell command in the shell of this machine. */
class DrainHookTest {

    private static final int PATIENCE_SECONDS = 20;

    @TempDir
    private Path directory;

    @Test
    void waitsUntilTheDrainIsDone() throws Exception {
        // Given
        Process hook = started(3600);
        assertThat(hook.waitFor(1, TimeUnit.SECONDS))
                .as("ended without a drained file")
                .isFalse();

        // When
        Files.createFile(drained());

        // Then
        assertThat(hook.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(hook.exitValue()).isZero();
    }

    @Test
    void doesNotWaitForACompletedDrain() throws Exception {
        // Given
        Files.createFile(drained());

        // When
        Process hook = started(3600);

        // Then
        assertThat(hook.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(hook.exitValue()).isZero();
    }

    @Test
    void waitsNoLongerThanTheDrainTimeout() throws Exception {
        // When
        Process hook = started(1);

        // Then
        assertThat(hook.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(hook.exitValue()).isZero();
    }

    private Path drained() {
        return directory.resolve("drained");
    }

    private Process started(int timeoutSeconds) throws IOException {
        List<String> command =
                Objects.requireNonNull(DrainHook.of(cluster(timeoutSeconds)))
                        .getPreStop()
                        .getExec()
                        .getCommand()
                        .stream()
                        .map(word ->
                                word.equals(Naming.DRAINED_FILE) ? drained().toString() : word)
                        .toList();
        return new ProcessBuilder(command).inheritIO().start();
    }

    private static BeamCluster cluster(int timeoutSeconds) {
        return Serialization.unmarshal("""
                metadata: {name: chat, namespace: shop}
                spec: {image: "example/chat:1", drain: {module: chat, function: drain, timeoutSeconds: %d}}
                """.formatted(timeoutSeconds), BeamCluster.class);
    }
}
