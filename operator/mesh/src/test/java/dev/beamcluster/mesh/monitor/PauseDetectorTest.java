package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class PauseDetectorTest {

    private static final Duration AT_MOST = Duration.ofSeconds(20);
    private static final Duration TIMEOUT = Duration.ofMillis(900);

    private final PauseDetector pauses = new PauseDetector();

    @BeforeEach
    void startDetector() {
        pauses.start();
    }

    @AfterEach
    void closeDetector() {
        pauses.close();
    }

    @Test
    void virtualThreadsThatWaitForACarrierArePaused() throws InterruptedException {
        // Given
        long start = PauseDetector.now();

        // When nothing else runs on the carriers for as long as a node has to answer
        keepCarriersBusy(TIMEOUT);

        // Then
        assertThat(pauses.hasPausedCarriersSince(start, TIMEOUT)).isTrue();
        assertThat(pauses.longestSince(start)).isGreaterThan(TIMEOUT.dividedBy(2));
    }

    @Test
    void aPauseIsForgottenInTheNextRound() throws InterruptedException {
        // Given
        keepCarriersBusy(TIMEOUT);

        // Then
        await().atMost(AT_MOST).until(() -> {
            long start = PauseDetector.now();
            Thread.sleep(100);
            return !pauses.hasPausedCarriersSince(start, TIMEOUT);
        });
    }

    private static void keepCarriersBusy(Duration time) throws InterruptedException {
        // As many as there may be carriers, each until all have begun and the time is over
        int carriers = Runtime.getRuntime().availableProcessors();
        var begun = new CountDownLatch(carriers);
        var ended = new CountDownLatch(carriers);
        IntStream.range(0, carriers)
                .forEach(_ -> Thread.ofVirtual().start(() -> {
                    begun.countDown();
                    long start = System.nanoTime();
                    while (begun.getCount() > 0 || System.nanoTime() - start < time.toNanos()) {
                        Thread.onSpinWait();
                    }
                    ended.countDown();
                }));
        ended.await();
    }
}
