package dev.beamcluster.operator.reconcile.apply;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Sends requests whose order does not matter at the same time, and not more of them than the API server should get at once. */
final class SideBySide {

    private final ExecutorService threads;

    /**
     * Creates the threads.
     *
     * @param atOnce how many requests may be in flight, of all BeamClusters together
     */
    SideBySide(int atOnce) {
        this.threads = Executors.newFixedThreadPool(
                atOnce, Thread.ofVirtual().name("apply-", 0).factory());
    }

    /**
     * Runs all, and returns their results in the order of the inputs. If some throw, the others still end, and the exception of the
     * first one is thrown.
     */
    <T, R> List<R> all(List<T> inputs, Function<T, R> request) {
        if (inputs.size() < 2) {
            return inputs.stream().map(request).toList();
        }
        List<Callable<R>> calls = inputs.stream()
                .<Callable<R>>map(input -> () -> request.apply(input))
                .toList();
        try {
            return threads.invokeAll(calls).stream().map(SideBySide::result).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the operator stops", e);
        }
    }

    private static <R> R result(Future<R> ended) {
        try {
            return ended.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the operator stops", e);
        }
    }
}
