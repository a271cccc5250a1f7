package dev.beamcluster.operator.reconcile;

import java.time.Instant;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PlacesTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Places places = new Places();

    @Test
    void aNamespaceHasAllPlaces() {
        places.failed("shop", START, START.plusSeconds(1));

        assertThat(taken("shop", START)).isEqualTo(16);
    }

    @Test
    void aNamespaceThatFailedSlowlyHasAFewForAMinute() {
        places.failed("shop", START, START.plusSeconds(10));

        assertThat(taken("shop", START.plusSeconds(10))).isEqualTo(Places.FEW);
        assertThat(taken("games", START.plusSeconds(10))).isEqualTo(16);
        assertThat(taken("shop", START.plusSeconds(69))).isZero();
        assertThat(taken("shop", START.plusSeconds(70))).isEqualTo(16);
    }

    @Test
    void aPlaceIsTakenAgain() {
        // Given
        places.failed("shop", START, START.plusSeconds(10));
        assertThat(taken("shop", START.plusSeconds(10))).isEqualTo(Places.FEW);

        // When
        places.leave("shop");

        // Then
        assertThat(taken("shop", START.plusSeconds(10))).isEqualTo(1);
    }

    private int taken(String namespace, Instant now) {
        return (int)
                IntStream.range(0, 16).filter(_ -> places.take(namespace, now)).count();
    }
}
