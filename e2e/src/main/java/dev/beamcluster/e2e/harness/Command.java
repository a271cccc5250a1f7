package dev.beamcluster.e2e.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * A program to run on this machine.
 *
 * @param line the program and its arguments
 * @param environment variables in addition to those of this process
 * @param timeout after which the program is killed
 */
public record Command(List<String> line, Map<String, String> environment, Duration timeout) {

    private static final Executor READERS = Thread::startVirtualThread;

    public Command {
        line = List.copyOf(line);
        environment = Map.copyOf(environment);
    }

    /** A command with the environment of this process and a timeout of ten minutes. */
    public static Command of(String... line) {
        return new Command(List.of(line), Map.of(), Duration.ofMinutes(10));
    }

    /** A copy with more arguments at the end. */
    public Command with(String... arguments) {
        var all = new ArrayList<>(line);
        all.addAll(List.of(arguments));
        return new Command(all, environment, timeout);
    }

    /** A copy with one more environment variable. */
    public Command withVariable(String name, String value) {
        var more = new HashMap<>(environment);
        more.put(name, value);
        return new Command(line, more, timeout);
    }

    /** Runs it with empty standard input. */
    public CommandResult run() {
        return run("");
    }

    /**
     * Runs it, waits until it exits, and adds it to the {@linkplain CommandLog log} of the test.
     *
     * @param input its standard input
     * @throws UncheckedIOException if it cannot be started
     * @throws IllegalStateException if it does not exit in time
     */
    public CommandResult run(String input) {
        var builder = new ProcessBuilder(line);
        builder.environment().putAll(environment);
        var start = System.nanoTime();
        try {
            var process = builder.start();
            var out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()), READERS);
            var err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()), READERS);
            feed(process, input);
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("%s did not end within %s".formatted(String.join(" ", line), timeout));
            }
            var result = new CommandResult(line, process.exitValue(), out.join(), err.join());
            CommandLog.add(result, input, Duration.ofNanos(System.nanoTime() - start));
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void feed(Process process, String input) throws IOException {
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // A program that exits without reading closes the pipe; its exit code shows whether it failed.
            if (!input.isEmpty() && process.isAlive()) {
                throw e;
            }
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
