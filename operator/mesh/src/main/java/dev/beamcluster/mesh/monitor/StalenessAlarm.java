package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.mesh.ClusterId;

/**
 * Runs a callback once when the last report of a mesh becomes stale. Does not use the thread of the rounds, since a
 * round that hangs is one reason for stale reports.
 *
 * <p>A check that finds a newer report is rescheduled to when that one would become stale, so a mesh with regular
 * reports costs one check per limit.
 */
final class StalenessAlarm implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StalenessAlarm.class);

    private final ClusterId id;
    private final InstantSource clock;
    private final ScheduledExecutorService thread;
    private final Runnable onStale;

    private Duration limit;
    private Instant lastReport;
    private boolean announced;
    private boolean closed;
    private Future<?> check;

    /**
     * Starts counting now.
     *
     * @param limit how old a report may be
     * @param thread see {@link #thread()}
     * @param onStale runs on that thread
     */
    StalenessAlarm(
            ClusterId id, Duration limit, InstantSource clock, ScheduledExecutorService thread, Runnable onStale) {
        this.id = id;
        this.limit = limit;
        this.clock = clock;
        this.thread = thread;
        this.onStale = onStale;
        this.lastReport = clock.instant();
        this.check = thread.schedule(this::check, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * One thread for the alarms of all meshes. A platform thread, so that rounds that keep all carriers busy do not
     * delay it.
     */
    static ScheduledExecutorService thread() {
        var executor = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("mesh-staleness").factory());
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    /** Records a report; true if it ends an announced staleness. */
    synchronized boolean reported(Instant at) {
        lastReport = at;
        return isFreshAgain();
    }

    /** Changes how old a report may be. */
    synchronized void setLimit(Duration next) {
        if (!next.equals(limit)) {
            limit = next;
            var _ = isFreshAgain();
            checkLater();
        }
    }

    private boolean isFreshAgain() {
        if (!announced || !left().isPositive()) {
            return false;
        }
        announced = false;
        checkLater();
        return true;
    }

    private void check() {
        if (isStale()) {
            try {
                onStale.run();
            } catch (RuntimeException e) {
                LOG.atError()
                        .addKeyValue("namespace", id.namespace())
                        .addKeyValue("name", id.name())
                        .setCause(e)
                        .log("announcing a stale mesh report failed");
            }
        }
    }

    private synchronized boolean isStale() {
        if (closed || announced) {
            return false;
        }
        if (left().isPositive()) {
            checkLater();
            return false;
        }
        announced = true;
        return true;
    }

    /** The time until the last report becomes stale; negative if it is. */
    private Duration left() {
        return Duration.between(clock.instant(), lastReport.plus(limit));
    }

    private void checkLater() {
        check.cancel(false);
        if (!closed) {
            // Plus one, since toMillis() rounds down.
            check = thread.schedule(this::check, Math.max(0, left().toMillis()) + 1, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        check.cancel(false);
    }
}
