package dev.beamcluster.mesh.jinterface;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Pair;

import static org.assertj.core.api.Assertions.assertThat;

class PathProbesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final NodeName FIRST = new NodeName("lab", "n0.test");
    private static final NodeName SECOND = new NodeName("lab", "n1.test");
    private static final Pair PAIR = Pair.of(FIRST, SECOND);
    private static final Optional<Fault> NO_DNS = Optional.of(new Fault(Cause.DNS_FAILURE));
    private static final Optional<Fault> DROPPED = Optional.of(new Fault(Cause.CONNECT_TIMEOUT));

    private final PathProbes paths = new PathProbes();

    @Test
    void theTwoTakeTurns() {
        // Then
        assertThat(paths.side(PAIR)).isEqualTo(FIRST);
        assertThat(paths.isUntried(PAIR)).isTrue();

        // When
        paths.remember(PAIR, FIRST, NO_DNS, NOW);

        // Then
        assertThat(paths.side(PAIR)).isEqualTo(SECOND);
        assertThat(paths.isUntried(PAIR)).isFalse();

        // When
        paths.remember(PAIR, SECOND, NO_DNS, NOW);

        // Then
        assertThat(paths.side(PAIR)).isEqualTo(FIRST);
    }

    @Test
    void theFaultStaysTheSameWhoeverTriedLast() {
        // When
        paths.remember(PAIR, FIRST, NO_DNS, NOW);
        paths.remember(PAIR, SECOND, DROPPED, NOW);

        // Then
        assertThat(paths.fault(PAIR)).isEqualTo(NO_DNS);

        // When
        paths.remember(PAIR, FIRST, NO_DNS, NOW);

        // Then
        assertThat(paths.fault(PAIR)).isEqualTo(NO_DNS);
    }

    @Test
    void oneOpenDirectionIsNoFault() {
        // When
        paths.remember(PAIR, FIRST, NO_DNS, NOW);
        paths.remember(PAIR, SECOND, Optional.empty(), NOW);

        // Then
        assertThat(paths.fault(PAIR)).isEmpty();
    }

    @Test
    void aProofHoldsUntilTheSameSideTriesAgain() {
        // When
        paths.remember(PAIR, FIRST, Optional.empty(), NOW);
        paths.remember(PAIR, SECOND, NO_DNS, NOW);

        // Then
        assertThat(paths.proved(PAIR)).containsExactly(FIRST);

        // When
        paths.remember(PAIR, FIRST, DROPPED, NOW);

        // Then
        assertThat(paths.proved(PAIR)).isEmpty();
    }

    @Test
    void aPairIsTriedEverMoreSeldomAndAtLeastEveryFourSeconds() {
        // Then
        assertThat(paths.isDue(PAIR, NOW)).isTrue();

        // When
        paths.remember(PAIR, FIRST, DROPPED, NOW);

        // Then
        assertThat(paths.isDue(PAIR, NOW.plusMillis(499))).isFalse();
        assertThat(paths.isDue(PAIR, NOW.plusMillis(500))).isTrue();

        // When
        for (int trial = 0; trial < 10; trial++) {
            paths.remember(PAIR, FIRST, DROPPED, NOW);
        }

        // Then
        assertThat(paths.isDue(PAIR, NOW.plusMillis(3_999))).isFalse();
        assertThat(paths.isDue(PAIR, NOW.plusSeconds(4))).isTrue();
    }

    @Test
    void whatIsNotApartIsForgotten() {
        // Given
        paths.remember(PAIR, FIRST, DROPPED, NOW);

        // When
        paths.forgetAllBut(Set.of());

        // Then
        assertThat(paths.isDue(PAIR, NOW)).isTrue();
        assertThat(paths.fault(PAIR)).isEmpty();
        assertThat(paths.side(PAIR)).isEqualTo(FIRST);
    }
}
