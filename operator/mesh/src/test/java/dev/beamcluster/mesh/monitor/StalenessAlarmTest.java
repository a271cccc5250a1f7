package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.ClusterId;

import static org.assertj.core.api.Assertions.assertThat;

class StalenessAlarmTest {

    private static final ClusterId CHAT = new ClusterId("shop", "chat", "1");
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration A_MOMENT = Duration.ofMillis(2);

    private final ManualTime time = new ManualTime();
    private final AtomicInteger announced = new AtomicInteger();

    @Test
    void aMeshWithoutAReportIsAnnouncedOnce() {
        try (var _ = alarm(LIMIT)) {
            time.pass(LIMIT.minus(A_MOMENT));
            assertThat(announced).hasValue(0);

            time.pass(A_MOMENT.multipliedBy(2));
            assertThat(announced).hasValue(1);

            time.pass(LIMIT.multipliedBy(3));
            assertThat(announced).hasValue(1);
        }
    }

    @Test
    void aMeshWithRegularReportsIsNotAnnounced() {
        try (var alarm = alarm(LIMIT)) {
            for (int report = 0; report < 20; report++) {
                time.pass(LIMIT.minus(A_MOMENT));

                assertThat(alarm.reported(time.instant())).isFalse();
            }
            assertThat(announced).hasValue(0);
        }
    }

    @Test
    void aReportEndsTheStalenessAndTheNextStalenessIsAnnounced() {
        try (var alarm = alarm(LIMIT)) {
            time.pass(LIMIT.multipliedBy(2));

            assertThat(alarm.reported(time.instant())).isTrue();

            assertThat(alarm.reported(time.instant())).isFalse();
            time.pass(LIMIT.multipliedBy(2));
            assertThat(announced).hasValue(2);
        }
    }

    @Test
    void aShorterLimitTakesEffect() {
        try (var alarm = alarm(LIMIT.multipliedBy(100))) {
            alarm.setLimit(LIMIT);

            time.pass(LIMIT.plus(A_MOMENT));
            assertThat(announced).hasValue(1);
        }
    }

    @Test
    void aLongerLimitEndsTheStaleness() {
        try (var alarm = alarm(LIMIT)) {
            time.pass(LIMIT.multipliedBy(2));

            alarm.setLimit(LIMIT.multipliedBy(100));

            assertThat(alarm.reported(time.instant())).as("that it was stale").isFalse();
        }
    }

    @Test
    void anAlarmSurvivesAListenerThatFails() {
        var calls = new AtomicInteger();
        try (var alarm = new StalenessAlarm(CHAT, LIMIT, time, time, () -> {
            calls.incrementAndGet();
            throw new IllegalStateException("a test");
        })) {
            time.pass(LIMIT.multipliedBy(2));
            assertThat(alarm.reported(time.instant())).isTrue();
            time.pass(LIMIT.multipliedBy(2));

            assertThat(calls).hasValue(2);
        }
    }

    @Test
    void aMeshThatIsNoLongerWatchedIsNotAnnounced() {
        alarm(LIMIT).close();

        time.pass(LIMIT.multipliedBy(2));
        assertThat(announced).hasValue(0);
    }

    private StalenessAlarm alarm(Duration limit) {
        return new StalenessAlarm(CHAT, limit, time, time, announced::incrementAndGet);
    }
}
