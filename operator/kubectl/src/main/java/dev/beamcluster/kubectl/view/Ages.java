package dev.beamcluster.kubectl.view;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** Times as people read them. */
public final class Ages {

    private Ages() {}

    /** Returns the time from then to now, such as {@code 3m12s}; {@code ?} without a time. */
    public static String since(@Nullable String then, Instant now) {
        return parse(then).map(time -> of(Duration.between(time, now))).orElse("?");
    }

    /** Parses RFC 3339, with or without fractions of a second. */
    public static Optional<Instant> parse(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Returns the two largest units, without a second one that is zero or does not matter. */
    static String of(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return joined(seconds / 60, "m", seconds < 600 ? seconds % 60 : 0, "s");
        }
        if (seconds < 86_400) {
            return joined(seconds / 3600, "h", seconds % 3600 / 60, "m");
        }
        return joined(seconds / 86_400, "d", seconds < 864_000 ? seconds % 86_400 / 3600 : 0, "h");
    }

    private static String joined(long first, String unit, long second, String smaller) {
        return first + unit + (second == 0 ? "" : second + smaller);
    }
}
