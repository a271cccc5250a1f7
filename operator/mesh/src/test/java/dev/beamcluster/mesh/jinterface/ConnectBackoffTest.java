package dev.beamcluster.mesh.jinterface;

import java.time.Instant;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Pair;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectBackoffTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Pair PAIR = Pair.of(new NodeName("lab", "n0.test"), new NodeName("lab", "n1.test"));

    private static final Set<NodeName> BOTH = Set.of(PAIR.first(), PAIR.second());

    private final ConnectBackoff attempts = new ConnectBackoff();

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

        attempts.forgetAllBut(Set.of(), BOTH, NOW);

        assertThat(attempts.isDue(PAIR, NOW)).isTrue();
        assertThat(attempts.failures(PAIR)).isZero();
    }

    @Test
    void whoPartsAgainAndAgainIsToldEverMoreSeldomAndAtLeastEveryFifteenSeconds() {
        for (int time = 0; time < 4; time++) {
            connectAndPart();
            assertThat(attempts.isDue(PAIR, NOW.plusMillis(500)))
                    .as("partings %d", time)
                    .isTrue();
            assertThat(attempts.keepsParting(PAIR)).isFalse();
        }

        connectAndPart();
        assertThat(attempts.keepsParting(PAIR)).isTrue();
        assertThat(attempts.isDue(PAIR, NOW.plusMillis(999))).isFalse();
        assertThat(attempts.isDue(PAIR, NOW.plusSeconds(1))).isTrue();

        for (int time = 0; time < 20; time++) {
            connectAndPart();
        }
        assertThat(attempts.isDue(PAIR, NOW.plusSeconds(14))).isFalse();
        assertThat(attempts.isDue(PAIR, NOW.plusSeconds(15))).isTrue();
    }

    @Test
    void whatStoodForAMinuteBeginsAnew() {
        for (int time = 0; time < 20; time++) {
            connectAndPart();
        }

        attempts.forgetAllBut(Set.of(), BOTH, NOW.plusSeconds(61));

        assertThat(attempts.isDue(PAIR, NOW)).isTrue();
        assertThat(attempts.keepsParting(PAIR)).isFalse();
    }

    @Test
    void aNodeThatIsGoneTakesItsHistoryWithIt() {
        for (int time = 0; time < 20; time++) {
            connectAndPart();
        }

        attempts.forgetAllBut(Set.of(), Set.of(PAIR.first()), NOW);

        assertThat(attempts.isDue(PAIR, NOW)).isTrue();
    }

    @Test
    void failuresEndWithTheConnection() {
        connectAndPart();
        attempts.tell(PAIR, false, NOW);

        attempts.forgetAllBut(Set.of(), BOTH, NOW);

        assertThat(attempts.failures(PAIR)).isZero();
    }

    private void connectAndPart() {
        attempts.tell(PAIR, true, NOW);
        attempts.forgetAllBut(Set.of(), BOTH, NOW);
        attempts.forgetAllBut(Set.of(PAIR), BOTH, NOW);
    }
}
