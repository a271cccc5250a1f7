package dev.beamcluster.operator.reconcile.client;

import java.io.IOException;
import java.time.Instant;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

class OverloadTest {

    static Stream<Arguments> errors() {
        return Stream.of(
                argumentSet("too many requests", answer(429), true),
                argumentSet("unavailable", answer(503), true),
                argumentSet("no stream", failure("too many concurrent streams"), true),
                argumentSet("a connection that broke", failure("Connection reset"), false),
                argumentSet("a refusal", answer(403), false),
                argumentSet("an error of the server", answer(500), false));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void aRequestIsTurnedAwayOrFails(KubernetesClientException e, boolean expected) {
        assertThat(Overload.isCauseOf(e)).isEqualTo(expected);
    }

    @Test
    void aThousandRefusalsAreOneLineInTenSeconds() {
        // Given
        var overload = new Overload();
        Instant start = Instant.parse("2026-01-01T00:00:00Z");

        // Then
        assertThat(overload.counted(start)).contains(1);
        for (int refusal = 0; refusal < 1000; refusal++) {
            assertThat(overload.counted(start.plusSeconds(9))).isEmpty();
        }
        assertThat(overload.counted(start.plusSeconds(10))).contains(1001);
    }

    private static KubernetesClientException answer(int code) {
        return new KubernetesClientException(
                new StatusBuilder().withCode(code).withMessage("no").build());
    }

    private static KubernetesClientException failure(String message) {
        return new KubernetesClientException("no answer", new IOException(new IOException(message)));
    }
}
