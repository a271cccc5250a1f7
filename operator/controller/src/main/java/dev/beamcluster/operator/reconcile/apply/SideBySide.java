package dev.beamcluster.operator.reconcile.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

import dev.beamcluster.audit.Cause;
import dev.beamcluster.operator.audit.WriteCause;

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
     * Sends all, and returns the first refusal in the order of the inputs: a person has to resolve it, while what failed may succeed
     * the next time.
     *
     * @param request sends one, and returns why it was refused
     * @throws RuntimeException the first failure, with the others, if nothing was refused
     */
    <T, R> Optional<R> refusal(List<T> inputs, Function<T, Optional<R>> request) {
        if (inputs.size() < 2) {
            return inputs.stream()
                    .flatMap(input -> request.apply(input).stream())
                    .findFirst();
        }
        var refusals = new ArrayList<R>();
        var failures = new ArrayList<Throwable>();
        try {
            for (Future<Optional<R>> ended : threads.invokeAll(calls(inputs, request))) {
                if (ended.state() == Future.State.SUCCESS) {
                    ended.resultNow().ifPresent(refusals::add);
                } else {
                    failures.add(ended.exceptionNow());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the operator stops", e);
        }
        if (refusals.isEmpty() && !failures.isEmpty()) {
            throw together(failures);
        }
        return refusals.stream().findFirst();
    }

    private static <T, R> List<Callable<Optional<R>>> calls(List<T> inputs, Function<T, Optional<R>> request) {
        Cause cause = WriteCause.current();
        return inputs.stream()
                .<Callable<Optional<R>>>map(input -> () -> WriteCause.during(cause, () -> request.apply(input)))
                .toList();
    }

    private static RuntimeException together(List<Throwable> failures) {
        Throwable first = failures.getFirst();
        failures.stream().skip(1).forEach(first::addSuppressed);
        return first instanceof RuntimeException failure ? failure : new IllegalStateException(first);
    }
}
