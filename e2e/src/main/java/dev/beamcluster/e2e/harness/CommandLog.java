package dev.beamcluster.e2e.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.beamcluster.report.shape.Masking;

/**
 * The commands that a test has run, each with its exit code, its time and its output. A command that is repeated with the same result, as one
 * that waits for a condition does, is one entry. What looks like a secret is masked.
 */
public final class CommandLog {

    /** The most entries; later ones are counted only. */
    private static final int MOST_ENTRIES = 1000;

    /** The most characters of an input or output. */
    private static final int MOST_CHARACTERS = 4000;

    /** A secret has fewer characters, also a private key: the rest of one that is cut in its middle would not look like one. */
    private static final int SECRET_CHARACTERS = 10_000;

    private static final Masking MASKING = Masking.of(List.of());

    /** Inherited, because a condition that a test awaits is checked in a thread that Awaitility starts. */
    private static final InheritableThreadLocal<CommandLog> OF_THIS_TEST = new InheritableThreadLocal<>();

    private final List<Entry> entries = new ArrayList<>();
    private int leftOut;

    private record Entry(CommandResult result, String input, Duration time, int times) {

        boolean isRepeatedBy(CommandResult other, String otherInput) {
            return result.equals(other) && input.equals(otherInput);
        }

        String text() {
            var repeated = times == 1 ? "" : ", %d times".formatted(times);
            return "$ %s%n%s[exit %d, %s s%s]%n%s%s"
                    .formatted(
                            MASKING.apply(String.join(" ", result.command())),
                            quoted(input),
                            result.exitCode(),
                            String.format(Locale.ROOT, "%.2f", time.toMillis() / 1000.0),
                            repeated,
                            line(result.out()),
                            line(result.err()));
        }

        private static String quoted(String input) {
            return input.lines().map(line -> "< " + line + "\n").collect(Collectors.joining());
        }

        private static String line(String output) {
            return output.isEmpty() || output.endsWith("\n") ? output : output + "\n";
        }
    }

    /** Starts a new log of this thread, and of threads that it will start. */
    public static CommandLog start() {
        var log = new CommandLog();
        log.resume();
        return log;
    }

    /** From now on, this thread has no log. */
    public static void stop() {
        OF_THIS_TEST.remove();
    }

    /** From now on, this is the log of this thread. */
    public void resume() {
        OF_THIS_TEST.set(this);
    }

    /** Adds a command to the log of this thread, if it has one. */
    static void add(CommandResult result, String input, Duration time) {
        var log = OF_THIS_TEST.get();
        if (log != null) {
            log.addEntry(cut(result), cut(input), time);
        }
    }

    private synchronized void addEntry(CommandResult result, String input, Duration time) {
        if (!entries.isEmpty() && entries.getLast().isRepeatedBy(result, input)) {
            var last = entries.removeLast();
            entries.add(new Entry(result, input, last.time.plus(time), last.times + 1));
        } else if (entries.size() < MOST_ENTRIES) {
            entries.add(new Entry(result, input, time, 1));
        } else {
            leftOut++;
        }
    }

    /** The commands in their order; empty if there are none. */
    public synchronized String text() {
        var rest = leftOut == 0 ? "" : "%n… %,d more commands%n".formatted(leftOut);
        return entries.stream().map(Entry::text).collect(Collectors.joining("\n")) + rest;
    }

    private static CommandResult cut(CommandResult result) {
        return new CommandResult(result.command(), result.exitCode(), cut(result.out()), cut(result.err()));
    }

    private static String cut(String text) {
        var masked = masked(text);
        if (masked.length() <= MOST_CHARACTERS) {
            return masked;
        }
        var half = MOST_CHARACTERS / 2;
        return "%s%n… %,d characters are left out …%n%s"
                .formatted(
                        masked.substring(0, half),
                        text.length() - MOST_CHARACTERS,
                        masked.substring(masked.length() - half));
    }

    /** Without the middle of a long text: patterns take their time for many megabytes. */
    private static String masked(String text) {
        var part = MOST_CHARACTERS / 2 + SECRET_CHARACTERS;
        return text.length() <= 2 * part
                ? MASKING.apply(text)
                : MASKING.apply(text.substring(0, part)) + MASKING.apply(text.substring(text.length() - part));
    }
}
