package dev.beamcluster.operator.reconcile.jobs;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class MaskedTextTest {

    private static final MaskedText MASKED = new MaskedText(List.of(
            "ecto://chat:p%40ss-word@db/chat",
            "s3cr3t\"token", "-----BEGIN KEY-----\nMIIBVgIBADANBg\n-----END KEY-----", "42", "\n"));

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "no secret;no secret",
                "cannot connect to ecto://chat:p%40ss-word@db/chat;cannot connect to ***",
                "password p@ss-word is wrong;password *** is wrong",
                "%{token: \"s3cr3t\\\"token\"};%{token: \"***\"}",
                "line MIIBVgIBADANBg;line ***",
                "code 42 of 142 and x42;code *** of 142 and x42"
            })
    void valuesAreMasked(String output, String masked) {
        assertThat(MASKED.of(output)).isEqualTo(masked);
    }

    @Test
    void aValueWhoseBeginningIsCutOffIsMaskedToo() {
        assertThat(MASKED.of("ss-word@db/chat refused")).isEqualTo("*** refused");
    }

    @Test
    void aValueInColorsIsMasked() {
        assertThat(MASKED.of("\u001B[31merror\u001B[0m s3cr\u001B[1m3t\"token\r\n\nnext\tline\n"))
                .isEqualTo("error *** | next line");
    }

    @Test
    void theEndOfALongOutputIsQuoted() {
        // When
        String text = MASKED.of("ü".repeat(2000) + "end");

        // Then
        assertThat(text).startsWith("…ü").endsWith("üend");
        assertThat(text.getBytes(StandardCharsets.UTF_8).length)
                .isLessThanOrEqualTo(1024)
                .isGreaterThan(1020);
    }

    @Test
    void aValueIsMaskedBeforeTheOutputIsCut() {
        assertThat(MASKED.of("s3cr3t\"token" + "x".repeat(1019))).doesNotContain("token");
    }
}
