package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.ClusterId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class StalenessAlarmTest {

    private static final ClusterId CHAT = new ClusterId("shop", "chat", "1");
    private static final Duration LIMIT = Duration.ofMillis(300);
    /** Longer than a thread of a busy machine waits for a processor. */
    private static final Duration UNHURRIED = Duration.ofSeconds(2);

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration AT_MOST = Duration.ofSeconds(20);

    private final InstantSource clock = InstantSource.system();
    private final ScheduledExecutorService thread = StalenessAlarm.thread();
    private final AtomicInteger announced = new AtomicInteger();

    @AfterEach
    void end() {
        thread.shutdownNow();
    }

    @Test
    void aMeshWithoutAReportIsAnnouncedOnce() {
        try (var _ = alarm(LIMIT)) {
            await().atMost(AT_MOST).until(() -> announced.get() > 0);
            await().during(LIMIT.multipliedBy(3)).atMost(AT_MOST).until(() -> announced.get() == 1);
        }
    }

    @Test
    void aMeshWithRegularReportsIsNotAnnounced() {
        try (var alarm = alarm(UNHURRIED)) {
            await().during(UNHURRIED.multipliedBy(2)).atMost(AT_MOST).until(() -> {
                assertThat(alarm.reported(clock.instant())).isFalse();
                return announced.get() == 0;
            });
        }
    }

    @Test
    void aReportEndsTheStalenessAndTheNextStalenessIsAnnounced() {
        try (var alarm = alarm(LIMIT)) {
            await().atMost(AT_MOST).until(() -> announced.get() == 1);

            assertThat(alarm.reported(clock.instant())).isTrue();

            assertThat(alarm.reported(clock.instant())).isFalse();
            await().atMost(AT_MOST).until(() -> announced.get() == 2);
        }
    }

    @Test
    void aShorterLimitTakesEffect() {
        try (var alarm = alarm(LONG)) {
            alarm.setLimit(LIMIT);

            await().atMost(AT_MOST).until(() -> announced.get() == 1);
        }
    }

    @Test
    void aLongerLimitEndsTheStaleness() {
        try (var alarm = alarm(LIMIT)) {
            await().atMost(AT_MOST).until(() -> announced.get() == 1);

            alarm.setLimit(LONG);

            assertThat(alarm.reported(clock.instant())).as("that it was stale").isFalse();
        }
    }

    @Test
    void anAlarmSurvivesAListenerThatFails() {
        try (var _ = new StalenessAlarm(CHAT, LIMIT, clock, thread, () -> {
                    throw new IllegalStateException("a test");
                });
                var _ = alarm(LIMIT)) {
            await().atMost(AT_MOST).until(() -> announced.get() == 1);
        }
    }

    @Test
    void aMeshThatIsNoLongerWatchedIsNotAnnounced() {
        alarm(LIMIT).close();

        await().during(LIMIT.multipliedBy(2)).atMost(AT_MOST).until(() -> announced.get() == 0);
    }

    private StalenessAlarm alarm(Duration limit) {
        return new StalenessAlarm(CHAT, limit, clock, thread, announced::incrementAndGet);
    }
}
