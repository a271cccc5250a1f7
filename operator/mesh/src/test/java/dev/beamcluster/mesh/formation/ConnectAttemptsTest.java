package dev.beamcluster.mesh.formation;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectAttemptsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private ConnectAttempts attempts = ConnectAttempts.NONE;

    @Test
    void aPairThatRefusesIsRetriedAtGrowingIntervalsOfAtMostAMinute() {
        assertThat(attempts.isDue(NOW)).isTrue();

        attempts = attempts.after(false, NOW);
        assertThat(attempts.failures()).isEqualTo(1);
        assertThat(attempts.isDue(NOW.plusMillis(499))).isFalse();
        assertThat(attempts.isDue(NOW.plusMillis(500))).isTrue();

        for (int time = 0; time < 20; time++) {
            attempts = attempts.after(false, NOW);
        }
        assertThat(attempts.isDue(NOW.plusSeconds(59))).isFalse();
        assertThat(attempts.isDue(NOW.plusSeconds(60))).isTrue();
    }

    @Test
    void aPairThatReportedSuccessIsNotRetriedAtOnce() {
        attempts = attempts.after(false, NOW).after(true, NOW);

        assertThat(attempts.isRefused()).isFalse();
        assertThat(attempts.isDue(NOW.plusMillis(499))).isFalse();
        assertThat(attempts.isDue(NOW.plusMillis(500))).isTrue();
    }

    @Test
    void theHistoryOfAConnectedPairIsForgotten() {
        attempts = attempts.after(false, NOW).whileConnected(NOW);

        assertThat(attempts).isEqualTo(ConnectAttempts.NONE);
    }

    @Test
    void aPairThatKeepsDisconnectingIsRetriedAtGrowingIntervalsOfAtMostFifteenSeconds() {
        for (int time = 0; time < 4; time++) {
            connectAndPart();
            assertThat(attempts.isDue(NOW.plusMillis(500)))
                    .as("partings %d", time)
                    .isTrue();
            assertThat(attempts.keepsDisconnecting()).isFalse();
        }

        connectAndPart();
        assertThat(attempts.keepsDisconnecting()).isTrue();
        assertThat(attempts.isDue(NOW.plusMillis(999))).isFalse();
        assertThat(attempts.isDue(NOW.plusSeconds(1))).isTrue();

        for (int time = 0; time < 20; time++) {
            connectAndPart();
        }
        assertThat(attempts.isDue(NOW.plusSeconds(14))).isFalse();
        assertThat(attempts.isDue(NOW.plusSeconds(15))).isTrue();
    }

    @Test
    void aLinkThatHeldForAMinuteHasNoHistory() {
        for (int time = 0; time < 20; time++) {
            connectAndPart();
        }

        attempts = attempts.whileConnected(NOW.plusSeconds(61));

        assertThat(attempts).isEqualTo(ConnectAttempts.NONE);
    }

    @Test
    void aConnectionResetsTheFailures() {
        connectAndPart();
        attempts = attempts.after(false, NOW).whileConnected(NOW);

        assertThat(attempts.failures()).isZero();
        assertThat(attempts.connects()).isEqualTo(1);
    }

    private void connectAndPart() {
        attempts = attempts.after(true, NOW).whileConnected(NOW);
    }
}
