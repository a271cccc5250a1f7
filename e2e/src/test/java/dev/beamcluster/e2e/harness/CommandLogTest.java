package dev.beamcluster.e2e.harness;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CommandLogTest {

    @AfterEach
    void stop() {
        CommandLog.stop();
    }

    @Test
    void aCommandIsLoggedWithItsInputExitCodeTimeAndOutput() {
        // Given
        var log = CommandLog.start();

        // When
        var _ = Command.of("sh", "-c", "cat; echo wrong >&2; exit 3").run("a: b\n");

        // Then
        assertThat(log.text())
                .matches(
                        "(?s)\\$ sh -c cat; echo wrong >&2; exit 3\n< a: b\n\\[exit 3, \\d+\\.\\d\\d s]\na: b\nwrong\n");
    }

    @Test
    void aCommandThatWaitsForAConditionIsOneEntry() {
        // Given
        var log = CommandLog.start();

        // When
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> Command.of("echo", "not yet").run().out(),
                        _ -> log.text().contains(", 3 times]"));

        // Then
        assertThat(log.text()).containsOnlyOnce("$ echo not yet");
    }

    @Test
    void aLongOutputIsCutInTheMiddle() {
        // Given
        var log = CommandLog.start();

        // When
        var _ = Command.of("seq", "100000").run();

        // Then
        assertThat(log.text()).hasSizeLessThan(4200).contains("\n1\n2\n", "characters are left out", "\n100000\n");
    }

    @Test
    void whatLooksLikeASecretIsMasked() {
        // Given
        var log = CommandLog.start();

        // When
        var _ = Command.of("sh", "-c", "cat", "--", "--token=Xq7Xq7Xq7Xq7Xq7")
                .run("cookie: Zk8Zk8Zk8Zk8Zk8\nreplicas: 3\n");

        // Then
        assertThat(log.text())
                .contains("--token=[masked]", "< cookie: [masked]", "cookie: [masked]\nreplicas: 3\n")
                .doesNotContain("Xq7", "Zk8");
    }

    @Test
    void aSecretThatALongOutputIsCutInIsMasked() {
        // Given a private key across the place where the end begins
        var log = CommandLog.start();
        String key = "-----BEGIN PRIVATE KEY-----\n" + "Yw9Yw9Yw9\n".repeat(300) + "-----END PRIVATE KEY-----\n";

        // When
        var _ = Command.of("cat").run("first\n" + "a line\n".repeat(10_000) + key + "a line\n".repeat(100));

        // Then
        assertThat(log.text())
                .contains("first\na line\n", "characters are left out", "-----END PRIVATE KEY-----\na line\n")
                .doesNotContain("Yw9");
    }

    @Test
    void aTestInAnotherThreadHasItsOwn() {
        // Given
        var log = CommandLog.start();

        // When
        CompletableFuture.runAsync(
                        () -> {
                            var _ = CommandLog.start();
                            var _ = Command.of("echo", "other").run();
                        },
                        Thread::startVirtualThread)
                .join();
        var _ = Command.of("echo", "own").run();

        // Then
        assertThat(log.text()).contains("echo own").doesNotContain("echo other");
    }

    @Test
    void withoutATestNothingIsLogged() {
        // Given
        var log = CommandLog.start();
        CommandLog.stop();

        // When
        var _ = Command.of("echo", "unseen").run();

        // Then
        assertThat(log.text()).isEmpty();
        log.resume();
        var _ = Command.of("echo", "seen").run();
        assertThat(log.text()).contains("echo seen").doesNotContain("unseen");
    }
}
