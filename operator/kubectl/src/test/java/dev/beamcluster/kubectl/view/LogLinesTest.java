package dev.beamcluster.kubectl.view;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LogLinesTest {

    @Test
    void logsAreMergedByTime() {
        // Given
        var zero = List.of(
                LogLine.of("chat-0", "2026-01-01T00:00:00.100000000Z one"),
                LogLine.of("chat-0", "2026-01-01T00:00:02.100000000Z three"),
                LogLine.of("chat-0", "a line without a time"));
        var one = List.of(
                LogLine.of("chat-1", "2026-01-01T00:00:01Z two"), LogLine.of("chat-1", "2026-01-01T00:00:03Z four"));

        // Then
        assertThat(LogLines.merged(List.of(zero, one)))
                .extracting(LogLine::text)
                .containsExactly("one", "two", "three", "a line without a time", "four");
    }

    @Test
    void aLineHasTheNameOfItsPodInAColorOfItsOwn() {
        var line = LogLine.of("chat-1", "2026-01-01T00:00:01Z two");

        assertThat(new LogLines(Palette.PLAIN, false).text(line)).isEqualTo("chat-1  two");
        assertThat(new LogLines(Palette.PLAIN, true).text(line)).isEqualTo("chat-1  2026-01-01T00:00:01Z two");
        assertThat(new LogLines(Palette.COLORED, false).text(line)).isEqualTo("\u001b[33mchat-1\u001b[0m  two");
        assertThat(new LogLines(Palette.COLORED, false).text(LogLine.of("chat-0", "x")))
                .isEqualTo("\u001b[36mchat-0\u001b[0m  x");
    }

    @Test
    void sinceTakesATimeWithAUnit() {
        assertThat(LogLines.seconds("90s")).contains(90);
        assertThat(LogLines.seconds("2h")).contains(7200);
        assertThat(LogLines.seconds("1d")).contains(86400);
        assertThat(LogLines.seconds(null)).isEmpty();
        assertThatThrownBy(() -> LogLines.seconds("5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--since takes a time such as 30s, 5m, 2h or 1d, not 5");
    }
}
