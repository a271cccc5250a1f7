package dev.beamcluster.operator.mesh.jinterface;

import java.time.Instant;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.beamcluster.operator.mesh.NodeName;
import dev.beamcluster.operator.mesh.Pair;

import static org.assertj.core.api.Assertions.assertThat;

class AttemptsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Pair PAIR = Pair.of(new NodeName("lab", "n0.test"), new NodeName("lab", "n1.test"));

    private final Attempts attempts = new Attempts();

    @Test
    void whoRefusesIsToldEverMoreSeldomAndAtLeastEveryMinute() {
        assertThat(attempts.isDue(PAIR, NOW)).isTrue();

        attempts.tell(PAIR, false, NOW);
        assertThat(attempts.failures(PAIR)).isEqualTo(1);
        assertThat(attempts.isDue(PAIR, NOW.plusMillis(499))).isFalse();
        assertThat(attempts.isDue(PAIR, NOW.plusMillis(500))).isTrue();

        for (int time = 0; time < 20; time++) {
            attempts.tell(PAIR, false, NOW);
        }
        assertThat(attempts.isDue(PAIR, NOW.plusSeconds(59))).isFalse();
        assertThat(attempts.isDue(PAIR, NOW.plusSeconds(60))).isTrue();
    }

    @Test
    void whoSaidThatItWentWellIsGivenAMomentToShow() {
        attempts.tell(PAIR, false, NOW);
        attempts.tell(PAIR, true, NOW);

        assertThat(attempts.failures(PAIR)).isZero();
        assertThat(attempts.isDue(PAIR, NOW.plusMillis(499))).isFalse();
        assertThat(attempts.isDue(PAIR, NOW.plusMillis(500))).isTrue();
    }

    @Test
    void whatIsConnectedIsForgotten() {
        attempts.tell(PAIR, false, NOW);

        attempts.forgetAllBut(Set.of());

        assertThat(attempts.isDue(PAIR, NOW)).isTrue();
        assertThat(attempts.failures(PAIR)).isZero();
    }
}
