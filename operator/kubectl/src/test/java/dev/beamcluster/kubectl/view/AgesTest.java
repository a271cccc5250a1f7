package dev.beamcluster.kubectl.view;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AgesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "59, 59s",
        "60, 1m",
        "192, 3m12s",
        "660, 11m",
        "3600, 1h",
        "5400, 1h30m",
        "90000, 1d1h",
        "864000, 10d",
        "-5, 0s"
    })
    void aTimeHasTwoUnitsAtMost(long seconds, String text) {
        assertThat(Ages.of(Duration.ofSeconds(seconds))).isEqualTo(text);
    }

    @Test
    void aTimeThatCannotBeReadIsUnknown() {
        assertThat(Ages.since(null, Instant.EPOCH)).isEqualTo("?");
        assertThat(Ages.since("yesterday", Instant.EPOCH)).isEqualTo("?");
        assertThat(Ages.since("1970-01-01T00:00:00.123456Z", Instant.EPOCH.plusSeconds(5)))
                .isEqualTo("4s");
    }
}
