package dev.beamcluster.mesh.erlang;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Until when to wait for answers. Questions sent together share one deadline, so a silent node costs a round the same
 * for a hundred questions as for one.
 *
 * @param nanos in terms of {@link System#nanoTime()}
 */
public record Deadline(long nanos) {

    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** Waits for the answer, and cancels the call when the deadline passes. */
    <T> T await(CompletableFuture<T> call) throws InterruptedException, TimeoutException, ExecutionException {
        try {
            return call.get(nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            call.cancel(false);
            throw e;
        }
    }
}
