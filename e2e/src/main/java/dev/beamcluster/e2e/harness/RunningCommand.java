package dev.beamcluster.e2e.harness;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A program that runs until it is stopped, such as one that follows a log. Its standard input stays open, and empty. */
public final class RunningCommand implements AutoCloseable {

    private static final int BUFFER = 4096;
    private static final Duration POLL = Duration.ofMillis(50);

    private final Process process;
    private final StringWriter printed = new StringWriter();
    private final long start = System.nanoTime();
    private final CompletableFuture<Duration> first = new CompletableFuture<>();

    private RunningCommand(Process process) {
        this.process = process;
        var _ = Thread.startVirtualThread(this::read);
    }

    /** Starts it. What it prints to standard error is read too. */
    public static RunningCommand start(Command command) {
        var builder = new ProcessBuilder(command.line()).redirectErrorStream(true);
        builder.environment().putAll(command.environment());
        try {
            return new RunningCommand(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it in a terminal (script(1)). */
    public static RunningCommand inTerminal(Command command) {
        var line = String.join(" ", command.line());
        return start(new Command(
                        List.of("script", "--quiet", "--flush", "--command", line, "/dev/null"),
                        command.environment(),
                        command.timeout())
                .withVariable("TERM", "xterm"));
    }

    private void read() {
        var buffer = new char[BUFFER];
        try (Reader out = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            for (int read = out.read(buffer); read > 0; read = out.read(buffer)) {
                first.complete(Duration.ofNanos(System.nanoTime() - start));
                printed.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // It was stopped.
        }
    }

    /** Waits until it has printed what is expected, and returns everything that it has printed. */
    public String awaitPrinted(Duration atMost, Predicate<String> expected) {
        try {
            Awaitility.await().atMost(atMost).pollInterval(POLL).until(() -> expected.test(printed.toString()));
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException("it has printed only this: " + printed, e);
        }
        return printed.toString();
    }

    /** Waits for its first character, and returns how long after its start that was. */
    public Duration timeToFirstCharacter() {
        return first.join();
    }

    /**
     * Asks it to end (SIGTERM), and waits until it has ended.
     *
     * @throws AssertionError if it has not ended in time
     */
    public void end(Duration atMost) {
        process.destroy();
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(
                        "it did not end within %s; it has printed this: %s".formatted(atMost, printed));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
