package dev.beamcluster.operator.status;

import java.time.Duration;

import dev.beamcluster.operator.observed.Elapsed;

/** Durations in messages. */
final class ElapsedTime {

    private ElapsedTime() {}

    /** Returns the time as {@code for over 30 s}. */
    static String of(Elapsed elapsed) {
        return "for over " + of(elapsed.atLeast());
    }

    /** Returns the time in its largest unit that divides it: {@code 30 s}, {@code 5 min}, {@code 2 h}, {@code 7 d}. */
    static String of(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 60 || seconds % 60 != 0) {
            return seconds + " s";
        }
        if (seconds < 3600 || seconds % 3600 != 0) {
            return seconds / 60 + " min";
        }
        return seconds < 86_400 || seconds % 86_400 != 0 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
    }
}
