package dev.beamcluster.mesh.erlang;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Until when answers are awaited. What was asked together has one deadline together: a node that falls silent costs a round as much
 * with a hundred questions as with one.
 *
 * @param nanos of {@link System#nanoTime()}
 */
public record Deadline(long nanos) {

    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** The answer; one that has not come by then is not waited for any more. */
    <T> T await(CompletableFuture<T> call) throws InterruptedException, TimeoutException, ExecutionException {
        try {
            return call.get(nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            call.cancel(false);
            throw e;
        }
    }
}
