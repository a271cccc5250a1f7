package dev.beamcluster.e2e.bench;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SamplesTest {

    @Test
    void percentilesAreMeasuredSamples() {
        var samples = Samples.of(IntStream.rangeClosed(1, 20)
                .mapToObj(Duration::ofSeconds)
                .toList()
                .reversed());

        assertThat(samples.median()).isEqualTo(Duration.ofSeconds(10));
        assertThat(samples.percentile(99)).isEqualTo(Duration.ofSeconds(20));
        assertThat(samples.percentile(5)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void comparesMedians() {
        var slow = Samples.of(List.of(Duration.ofSeconds(3)));
        var fast = Samples.of(List.of(Duration.ofSeconds(2)));

        assertThat(slow.ratio(fast)).isEqualTo(1.5);
    }

    @Test
    void rejectsAnEmptyMeasurement() {
        assertThatIllegalArgumentException().isThrownBy(() -> Samples.of(List.of()));
    }

    @Test
    void theSpreadNamesTheLongest() {
        var samples = Samples.of(List.of(Duration.ofMillis(1500), Duration.ofMillis(500), Duration.ofSeconds(1)));

        assertThat(samples.spread()).isEqualTo("median 1.00 s, p99 1.50 s, longest 1.50 s");
    }
}
