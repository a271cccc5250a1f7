package dev.beamcluster.kubectl.page;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.kubectl.Golden;

import static org.assertj.core.api.Assertions.assertThat;

class RecordingTest {

    private static final Instant START = Instant.parse("2026-01-02T10:00:00Z");

    private static Frame frame(String file, Duration after) {
        return Frames.of(Golden.read("cluster/" + file + ".yaml", BeamCluster.class), START.plus(after));
    }

    @Test
    void whatShowsTheSameIsKeptOnce() {
        // Given
        var recording = new Recording(10);

        // When
        recording.add(frame("whole", Duration.ZERO));
        recording.add(frame("whole", Duration.ofMinutes(1)));
        recording.add(frame("cut", Duration.ofMinutes(2)));

        // Then
        assertThat(recording.frames())
                .extracting(Frame::time)
                .containsExactly("2026-01-02T10:00:00Z", "2026-01-02T10:02:00Z");
    }

    @Test
    void whatIsOlderThanAnHourIsDroppedExceptWhatOneSawThen() {
        // Given
        var recording = new Recording(10);
        recording.add(frame("whole", Duration.ZERO));
        recording.add(frame("cut", Duration.ofMinutes(10)));
        recording.add(frame("whole", Duration.ofMinutes(20)));

        // When
        recording.add(frame("cut", Duration.ofMinutes(75)));

        // Then
        assertThat(recording.frames())
                .extracting(Frame::time)
                .containsExactly("2026-01-02T10:10:00Z", "2026-01-02T10:20:00Z", "2026-01-02T11:15:00Z");
    }

    @Test
    void noMoreIsKeptThanFits() {
        // Given
        var recording = new Recording(3);

        // When
        for (int i = 0; i < 100; i++) {
            recording.add(frame(i % 2 == 0 ? "whole" : "cut", Duration.ofSeconds(i)));
        }

        // Then
        assertThat(recording.frames())
                .extracting(Frame::time)
                .containsExactly("2026-01-02T10:01:37Z", "2026-01-02T10:01:38Z", "2026-01-02T10:01:39Z");
    }
}
