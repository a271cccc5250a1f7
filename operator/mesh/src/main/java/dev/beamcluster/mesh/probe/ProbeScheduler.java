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
 * A probe of each node, side by side. A node that was not reached in the round before is waited for no longer than the others take: its
 * probe goes on beside the rounds after, which tell of it what is known, and is taken in when it ends. So a node that hangs holds up
 * what is told of the others in the one round in which it falls silent.
 *
 * <p>Used by one thread, and closed by any.
 */
public final class ProbeScheduler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProbeScheduler.class);

    /** A probe takes no longer than so many of a node's deadlines: each step has one, and there are several. */
    private static final int LONGEST = 5;

    /** A node that is back is seldom slower than the others by more. */
    private static final Duration GRACE = Duration.ofMillis(50);

    private final Runnable onLate;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<NodeName, UnderWay> underWay = new TreeMap<>();

    /**
     * None yet.
     *
     * @param onLate is run, on another thread, when a node was reached after all that no round waits for
     */
    public ProbeScheduler(Runnable onLate) {
        this.onLate = onLate;
    }

    /** How one node is probed. */
    @FunctionalInterface
    public interface Probe {
        ProbeResult of(Member member) throws InterruptedException;
    }

    /** A probe that has begun. */
    private static final class UnderWay {

        private final NodeName node;
        private final MeshTarget target;
        private final long end;
        private final Future<ProbeResult> result;
        private volatile boolean isLate;

        UnderWay(ProbeScheduler scheduler, Probe probe, Member member, MeshTarget target) {
            this.node = member.node();
            this.target = target;
            this.end =
                    System.nanoTime() + target.timeout().multipliedBy(LONGEST).toNanos();
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
     * One round.
     *
     * @param before the last round that was not discarded
     */
    public ProbeRound round(Probe probe, MeshTarget target, ProbeRound before) throws InterruptedException {
        dropAllBut(target);
        Map<NodeName, ProbeResult> unreached = before.unreached(target);
        var results = new TreeMap<NodeName, ProbeResult>();
        for (Member member : target.members()) {
            begin(probe, member, target, results);
        }
        for (UnderWay one : List.copyOf(underWay.values())) {
            if (!unreached.containsKey(one.node) && !results.containsKey(one.node)) {
                results.put(one.node, ended(one));
            }
        }
        long graceEnd = System.nanoTime() + GRACE.toNanos();
        for (UnderWay one : List.copyOf(underWay.values())) {
            ProbeResult known = unreached.get(one.node);
            if (known != null && !results.containsKey(one.node)) {
                results.put(one.node, endedOr(known, one, graceEnd));
            }
        }
        return ProbeRound.of(results, target);
    }

    /** What was asked of another pod, or of another mesh, is void. */
    private void dropAllBut(MeshTarget target) {
        for (Iterator<UnderWay> each = underWay.values().iterator(); each.hasNext(); ) {
            UnderWay one = each.next();
            if (!one.target.equals(target)) {
                one.result.cancel(true);
                each.remove();
            }
        }
    }

    /** Begins a probe, unless one goes on; one that has ended meanwhile is this round's, and where it failed the next begins at once. */
    private void begin(Probe probe, Member member, MeshTarget target, Map<NodeName, ProbeResult> results)
            throws InterruptedException {
        UnderWay before = underWay.get(member.node());
        if (before == null) {
            underWay.put(member.node(), new UnderWay(this, probe, member, target));
        } else if (before.result.isDone()) {
            ProbeResult result = ended(before);
            results.put(member.node(), result);
            if (!result.isReached()) {
                var next = new UnderWay(this, probe, member, target);
                next.isLate = true;
                underWay.put(member.node(), next);
            }
        }
    }

    private ProbeResult endedOr(ProbeResult known, UnderWay one, long graceEnd) throws InterruptedException {
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

    /** What still waits on a socket when its time is over is interrupted, which closes it. */
    private ProbeResult ended(UnderWay one) throws InterruptedException {
        underWay.remove(one.node);
        try {
            return one.result.get(one.end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            one.result.cancel(true);
            return ProbeResult.unreachable(new Fault(Cause.CALL_TIMEOUT, "the probe took longer than a round may"));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedException("closed");
            }
            // What nodes do is a result. An exception is the operator's own, and no fault of this node's or of
            // another's.
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
