package dev.beamcluster.kubectl.view;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Lines of several logs in one stream, each after the name of its pod, in a color for each pod. */
public final class LogLines {

    private static final Pattern TIME = Pattern.compile("(\\d{1,9})([smhd])");

    private final Palette palette;
    private final boolean isTimed;
    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();

    public LogLines(Palette palette, boolean isTimed) {
        this.palette = palette;
        this.isTimed = isTimed;
    }

    /** Merges logs by the times of their lines; a line without a time stays behind the one before it. */
    public static List<LogLine> merged(Collection<List<LogLine>> logs) {
        record Timed(Instant time, LogLine line) {}
        return logs.stream()
                .flatMap(log -> {
                    Instant[] last = {Instant.EPOCH};
                    return log.stream().map(line -> {
                        last[0] = Ages.parse(line.time()).orElse(last[0]);
                        return new Timed(last[0], line);
                    });
                })
                .sorted(Comparator.comparing(Timed::time))
                .map(Timed::line)
                .toList();
    }

    /** Returns a line as it is printed. */
    public String text(LogLine line) {
        int number = numbers.computeIfAbsent(line.pod(), pod -> ordinal(pod).orElse(numbers.size()));
        String time = isTimed && !line.time().isEmpty() ? line.time() + " " : "";
        return palette.node(number, line.pod()) + "  " + time + line.text();
    }

    private static OptionalInt ordinal(String pod) {
        Matcher end = Pattern.compile("-(\\d{1,6})$").matcher(pod);
        return end.find() ? OptionalInt.of(Integer.parseInt(end.group(1))) : OptionalInt.empty();
    }

    /**
     * Returns the seconds of a time such as {@code 5m}; empty without one.
     *
     * @throws IllegalArgumentException if it is not a time
     */
    public static Optional<Integer> seconds(@Nullable String since) {
        if (since == null) {
            return Optional.empty();
        }
        Matcher time = TIME.matcher(since);
        if (!time.matches()) {
            throw new IllegalArgumentException("--since takes a time such as 30s, 5m, 2h or 1d, not " + since);
        }
        long number = Long.parseLong(time.group(1));
        Duration duration = switch (time.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
        return Optional.of((int) Math.min(Integer.MAX_VALUE, duration.toSeconds()));
    }
}
