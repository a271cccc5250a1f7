package dev.beamcluster.e2e.bench.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something happens to one of many BeamClusters every second, never two things at once to the same one. */
final class Churn {

    private static final Logger LOG = LoggerFactory.getLogger(Churn.class);
    private static final Duration PACE = Duration.ofSeconds(1);

    /** A busy machine must not fall behind ever more: as many BeamClusters change at the same time. */
    private static final int AT_ONCE = 30;

    /** For the last actions. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final ChurnPlan plan;
    private final ChurnedClusters clusters;
    private final ChurnResults results;
    private final ConcurrentSkipListSet<String> free;
    private final int all;

    Churn(ChurnPlan plan, ChurnedClusters clusters, Collection<String> names, ChurnResults results) {
        this.plan = plan;
        this.clusters = clusters;
        this.results = results;
        this.free = new ConcurrentSkipListSet<>(names);
        this.all = names.size();
    }

    /** Returns when all that has begun in this time has ended. */
    void run(Duration during) throws InterruptedException {
        ExecutorService steps = Executors.newVirtualThreadPerTaskExecutor();
        long start = System.nanoTime();
        for (long beat = 0; beat < during.dividedBy(PACE); beat++) {
            TimeUnit.NANOSECONDS.sleep(start + beat * PACE.toNanos() - System.nanoTime());
            begin(steps);
        }
        steps.shutdown();
        if (!steps.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the last actions have not ended within " + PATIENCE);
        }
    }

    private void begin(ExecutorService steps) {
        if (all - free.size() >= Math.min(AT_ONCE, all)) {
            return;
        }
        plan.next(List.copyOf(free)).ifPresent(step -> {
            free.remove(step.cluster());
            steps.execute(() -> perform(step));
        });
    }

    /** A BeamCluster that has not settled stays as it is, to be looked at. */
    private void perform(ChurnStep step) {
        try {
            clusters.perform(step);
            results.done(step.action());
            free.add(step.cluster());
        } catch (IOException | InterruptedException | RuntimeException e) {
            results.failed(step, e);
            LOG.atWarn().addKeyValue("step", step).setCause(e).log("an action of the churn has failed");
        }
    }
}
