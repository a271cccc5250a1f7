package dev.beamcluster.operator.observed;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ElapsedTest {

    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({"10, PT10S", "29, PT10S", "30, PT30S", "119, PT1M", "3599, PT30M", "86400, PT24H", "10000000, PT720H"})
    void aTimeIsRoundedDownToAStep(long seconds, Duration step) {
        assertThat(Elapsed.between(SINCE, SINCE.plusSeconds(seconds))).hasValue(new Elapsed(step));
    }

    @Test
    void aMomentIsNotReported() {
        assertThat(Elapsed.between(SINCE, SINCE.plusSeconds(9))).isEmpty();
        assertThat(Elapsed.between(SINCE, SINCE.minusSeconds(60)))
                .as("clocks differ")
                .isEmpty();
    }

    @Test
    void aDayHasAFewSteps() {
        assertThat(LongStream.range(0, Duration.ofDays(1).toSeconds())
                        .mapToObj(seconds -> Elapsed.between(SINCE, SINCE.plusSeconds(seconds)))
                        .distinct())
                .hasSizeLessThan(15);
    }
}
