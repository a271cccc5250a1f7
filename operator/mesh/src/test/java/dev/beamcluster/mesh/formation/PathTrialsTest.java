package dev.beamcluster.mesh.formation;

import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Pair;

import static org.assertj.core.api.Assertions.assertThat;

class PathTrialsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final NodeName FIRST = Nodes.nodes(2).getFirst();
    private static final NodeName SECOND = Nodes.nodes(2).getLast();
    private static final Pair PAIR = Pair.of(FIRST, SECOND);
    private static final Optional<Fault> NO_DNS = Optional.of(new Fault(Cause.DNS_FAILURE));
    private static final Optional<Fault> DROPPED = Optional.of(new Fault(Cause.CONNECT_TIMEOUT));

    private PathTrials path = PathTrials.NONE;

    @Test
    void theTwoTakeTurns() {
        // Then
        assertThat(path.side(PAIR)).isEqualTo(FIRST);
        assertThat(path.isUntried()).isTrue();

        // When
        tried(FIRST, NO_DNS);

        // Then
        assertThat(path.side(PAIR)).isEqualTo(SECOND);
        assertThat(path.isUntried()).isFalse();

        // When
        tried(SECOND, NO_DNS);

        // Then
        assertThat(path.side(PAIR)).isEqualTo(FIRST);
    }

    @Test
    void theFaultDoesNotDependOnWhoTriedLast() {
        // When
        tried(FIRST, NO_DNS);
        tried(SECOND, DROPPED);

        // Then
        assertThat(path.fault()).isEqualTo(NO_DNS);

        // When
        tried(FIRST, NO_DNS);

        // Then
        assertThat(path.fault()).isEqualTo(NO_DNS);
    }

    @Test
    void oneOpenDirectionIsNoFault() {
        // When
        tried(FIRST, NO_DNS);
        tried(SECOND, Optional.empty());

        // Then
        assertThat(path.fault()).isEmpty();
    }

    @Test
    void aProofIsValidUntilTheSameNodeTriesAgain() {
        // When
        tried(FIRST, Optional.empty());
        tried(SECOND, NO_DNS);

        // Then
        assertThat(path.proved()).containsExactly(FIRST);

        // When
        tried(FIRST, DROPPED);

        // Then
        assertThat(path.proved()).isEmpty();
    }

    @Test
    void aPairIsTriedAtGrowingIntervalsOfAtMostFourSeconds() {
        // Then
        assertThat(path.isDue(NOW)).isTrue();

        // When
        tried(FIRST, DROPPED);

        // Then
        assertThat(path.isDue(NOW.plusMillis(499))).isFalse();
        assertThat(path.isDue(NOW.plusMillis(500))).isTrue();

        // When
        for (int trial = 0; trial < 10; trial++) {
            tried(FIRST, DROPPED);
        }

        // Then
        assertThat(path.isDue(NOW.plusMillis(3_999))).isFalse();
        assertThat(path.isDue(NOW.plusSeconds(4))).isTrue();
    }

    private void tried(NodeName side, Optional<Fault> fault) {
        path = path.after(side, fault, NOW);
    }
}
