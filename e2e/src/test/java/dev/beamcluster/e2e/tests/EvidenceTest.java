package dev.beamcluster.e2e.tests;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EvidenceTest {

    @Test
    void theLogOfANamespaceHasItsEntriesWithTheirExceptions() {
        // Given
        var log = List.of(
                "2026-01-02T10:00:00Z INFO  e2e-1/chat: applied",
                "2026-01-02T10:00:01Z WARN  e2e-2/chat: cannot be applied",
                "java.io.IOException: of the other one",
                "2026-01-02T10:00:02Z WARN  e2e-1/chat: cannot be applied",
                "java.io.IOException: broken",
                "\tat dev.beamcluster.Some.method(Some.java:1)",
                "{\"audit\":1,\"object\":{\"namespace\":\"e2e-1\"}}",
                "2026-01-02T10:00:03Z INFO  stopped");

        // When
        var lines = Evidence.linesAbout("e2e-1", log).lines();

        // Then
        assertThat(lines)
                .containsExactly(
                        "2026-01-02T10:00:00Z INFO  e2e-1/chat: applied",
                        "2026-01-02T10:00:02Z WARN  e2e-1/chat: cannot be applied",
                        "java.io.IOException: broken",
                        "\tat dev.beamcluster.Some.method(Some.java:1)");
    }
}
