package dev.beamcluster.mesh.probe;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;

/**
 * Probes all nodes in parallel. A round does not wait longer for a node that was not reached in the previous round
 * than for the others: the probe continues in the background, following rounds reuse the last result, and a later
 * round picks up the new one. So a node that hangs delays the report about the others only in the round in which it
 * becomes silent.
 *
 * <p>Used by one thread; any thread may close it.
 */
public final class ProbeScheduler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProbeScheduler.class);

    /** The longest time of a probe, in timeouts: each of its steps has one. */
    private static final int MAX_TIMEOUTS = 5;

    /** A recovered node is rarely slower than the others by more than this. */
    private static final Duration GRACE = Duration.ofMillis(50);

    private final Runnable onLate;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<NodeName, PendingProbe> pending = new TreeMap<>();

    /**
     * Starts without probes.
     *
     * @param onLate runs on another thread when a node is reached by a probe that no round waits for
     */
    public ProbeScheduler(Runnable onLate) {
        this.onLate = onLate;
    }

    /** How one node is probed. */
    @FunctionalInterface
    public interface Probe {
        ProbeResult of(Member member) throws InterruptedException;
    }

    /** A probe in progress. */
    private static final class PendingProbe {

        private final NodeName node;
        private final MeshTarget target;
        private final long end;
        private final Future<ProbeResult> result;
        private volatile boolean isLate;

        PendingProbe(ProbeScheduler scheduler, Probe probe, Member member, MeshTarget target) {
            this.node = member.node();
            this.target = target;
            this.end = System.nanoTime()
                    + target.timeout().multipliedBy(MAX_TIMEOUTS).toNanos();
            this.result = scheduler.threads.submit(() -> {
                ProbeResult seen = probe.of(member);
                if (isLate && seen.isReached()) {
                    scheduler.onLate.run();
                }
                return seen;
            });
        }
    }

    /**
     * Runs one round.
     *
     * @param before the last round that was not discarded
     */
    public ProbeRound round(Probe probe, MeshTarget target, ProbeRound before) throws InterruptedException {
        cancelAllExcept(target);
        Map<NodeName, ProbeResult> unreached = before.unreached(target);
        var results = new TreeMap<NodeName, ProbeResult>();
        for (Member member : target.members()) {
            begin(probe, member, target, results);
        }
        for (PendingProbe one : List.copyOf(pending.values())) {
            if (!unreached.containsKey(one.node) && !results.containsKey(one.node)) {
                results.put(one.node, ended(one));
            }
        }
        long graceEnd = System.nanoTime() + GRACE.toNanos();
        for (PendingProbe one : List.copyOf(pending.values())) {
            ProbeResult known = unreached.get(one.node);
            if (known != null && !results.containsKey(one.node)) {
                results.put(one.node, endedOr(known, one, graceEnd));
            }
        }
        return ProbeRound.of(results, target);
    }

    /** Cancels the probes of another target. */
    private void cancelAllExcept(MeshTarget target) {
        for (Iterator<PendingProbe> each = pending.values().iterator(); each.hasNext(); ) {
            PendingProbe one = each.next();
            if (!one.target.equals(target)) {
                one.result.cancel(true);
                each.remove();
            }
        }
    }

    /**
     * Starts a probe, unless one is in progress. If one has finished, this round uses its result; if that is a
     * failure, the next probe starts at once.
     */
    private void begin(Probe probe, Member member, MeshTarget target, Map<NodeName, ProbeResult> results)
            throws InterruptedException {
        PendingProbe before = pending.get(member.node());
        if (before == null) {
            pending.put(member.node(), new PendingProbe(this, probe, member, target));
        } else if (before.result.isDone()) {
            ProbeResult result = ended(before);
            results.put(member.node(), result);
            if (!result.isReached()) {
                var next = new PendingProbe(this, probe, member, target);
                next.isLate = true;
                pending.put(member.node(), next);
            }
        }
    }

    private ProbeResult endedOr(ProbeResult known, PendingProbe one, long graceEnd) throws InterruptedException {
        try {
            var _ = one.result.get(Math.min(graceEnd, one.end) - System.nanoTime(), TimeUnit.NANOSECONDS);
            return ended(one);
        } catch (ExecutionException e) {
            return ended(one);
        } catch (TimeoutException e) {
            one.isLate = true;
            return one.end - System.nanoTime() > 0 ? known : ended(one);
        }
    }

    /** Waits for the result. Interrupts a probe that takes too long, which closes its socket. */
    private ProbeResult ended(PendingProbe one) throws InterruptedException {
        pending.remove(one.node);
        try {
            return one.result.get(one.end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            one.result.cancel(true);
            return ProbeResult.unreachable(new Fault(Cause.CALL_TIMEOUT, "the probe took longer than a round may"));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedException("closed");
            }
            // What nodes do is in the result. An exception is an error of the operator, not a fault of this node or
            // another.
            LOG.atError()
                    .addKeyValue("node", one.node)
                    .setCause(e.getCause())
                    .log("probing a node failed for an error of the operator's own");
            return ProbeResult.unreachable(new Fault(Cause.OPERATOR_ERROR));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
