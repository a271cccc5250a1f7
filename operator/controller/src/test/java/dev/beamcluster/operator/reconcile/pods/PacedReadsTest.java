package dev.beamcluster.operator.reconcile.pods;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.beamcluster.operator.reconcile.pods.PacedReads.Subject;

import static org.assertj.core.api.Assertions.assertThat;

class PacedReadsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Subject POD = new Subject("pod", NOW);

    private final PacedReads<Integer> reads = new PacedReads<>(Duration.ofSeconds(10));
    private final List<Instant> read = new ArrayList<>();

    @Test
    void anAnswerIsGoodForAWhile() {
        assertThat(List.of(at(0), at(5), at(9), at(10))).containsExactly(1, 1, 1, 2);
    }

    @Test
    void aLongTroubleIsReadAboutLessOften() {
        // When it is reconciled each second for an hour
        IntStream.range(0, 3600).forEach(this::at);

        // Then
        assertThat(read.size()).isBetween(30, 60);
        assertThat(Duration.between(read.get(read.size() - 2), read.getLast())).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void onlyAFewAreReadAbout() {
        // Given
        List<Subject> hundred = IntStream.range(0, 100)
                .mapToObj(pod -> new Subject("pod-" + pod, NOW))
                .toList();

        // Then
        assertThat(reads.about(hundred, NOW, this::count))
                .containsOnlyKeys("pod-0", "pod-1", "pod-2", "pod-3", "pod-4");
    }

    @Test
    void whatIsNoLongerInTroubleIsForgotten() {
        // Given
        assertThat(at(0)).isEqualTo(1);

        // When
        assertThat(reads.about(List.of(), NOW.plusSeconds(1), this::count)).isEmpty();

        // Then
        assertThat(at(2)).isEqualTo(2);
    }

    private int at(int second) {
        return reads.about(List.of(POD), NOW.plusSeconds(second), _ -> {
                    read.add(NOW.plusSeconds(second));
                    return read.size();
                })
                .getOrDefault("pod", 0);
    }

    private int count(PacedReads.Asked<Integer> asked) {
        read.add(NOW);
        return asked.before().orElse(0) + 1;
    }
}
