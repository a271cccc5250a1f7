package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.DrainCall;
import dev.beamcluster.mesh.DrainResult;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshMonitor.Observation;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.erlang.NodeConnections;
import dev.beamcluster.mesh.monitor.RoundRunner.Progress;
import dev.beamcluster.mesh.probe.ProbeScheduler;

/** Watches one mesh, round after round, on a thread of its own, which ends with the watch and for nothing else. */
final class ClusterWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterWatch.class);

    /** While something is on its way the next round comes after so long, and each wait doubles up to the interval. */
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);

    /** What was just connected is verified without a pause: a mesh is told to be whole as soon as it is. */
    private static final Duration AT_ONCE = Duration.ofMillis(10);

    private final ClusterId id;
    private final NodeConnections connections;
    private final ProbeScheduler probes;
    private final LatestReport latest;
    private final RoundRunner rounds;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;

    /** When the end of a connection last woke the watch. */
    private final AtomicLong lastEnd =
            new AtomicLong(System.nanoTime() - Duration.ofDays(1).toNanos());

    private volatile MeshTarget target;
    private volatile boolean closed;
    private volatile boolean failing;

    ClusterWatch(ClusterId id, MeshTarget target, WatchContext context) {
        this.id = id;
        this.target = target;
        this.connections = new NodeConnections(context.operator(), this::connectionEnded);
        this.probes = new ProbeScheduler(wake::release);
        this.latest =
                new LatestReport(id, target, context, () -> context.listener().accept(id));
        this.rounds = new RoundRunner(id, context, connections, probes, latest::publish);
        this.thread = Thread.ofVirtual().name("mesh-" + id).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void retarget(MeshTarget next) {
        if (!next.equals(target)) {
            target = next;
            latest.retarget(next);
            wake.release();
        }
    }

    /** Whether rounds come, and the last one did not fail for an error of the operator's own. */
    boolean isHealthy() {
        return thread.isAlive() && !failing;
    }

    /**
     * The next round comes at once, for a VM that ended is to be seen soon; but not again within an interval, or a node that breaks off
     * whenever it is asked would have all others asked without a pause.
     */
    private void connectionEnded() {
        long now = System.nanoTime();
        long before = lastEnd.get();
        if (now - before > target.interval().toNanos() && lastEnd.compareAndSet(before, now)) {
            wake.release();
        }
    }

    Optional<Observation> latest() {
        return latest.get();
    }

    /** On a thread of its own, over the connection that the rounds use; ends with this watch, if not before. */
    CompletableFuture<DrainResult> drain(Member member, DrainCall call) {
        return new NodeDrain(member, call, target.timeout())
                .start(address -> connections.connect(member.node(), address, target), () -> isThere(member));
    }

    /** A pod that is gone, or another of its name with another address, is none that waits. */
    private boolean isThere(Member member) {
        MeshTarget now = target;
        return !closed && (now.members().contains(member) || now.leaving().contains(member));
    }

    /** Closes all connections before it returns. */
    @Override
    public void close() {
        closed = true;
        latest.close();
        thread.interrupt();
        probes.close();
        connections.close();
    }

    private void run() {
        Duration wait = FIRST_WAIT;
        while (!closed) {
            MeshTarget now = target;
            try {
                Progress progress = round(now);
                wait = switch (progress) {
                    case SETTLED -> now.interval();
                    case WAITING -> shorter(wait.multipliedBy(2), now.interval());
                    case CONNECTING -> AT_ONCE;
                };
                boolean woken = wake.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS);
                wake.drainPermits();
                if (woken || progress != Progress.WAITING) {
                    wait = FIRST_WAIT;
                }
            } catch (InterruptedException e) {
                // Only close() interrupts.
                LOG.atDebug()
                        .addKeyValue("namespace", id.namespace())
                        .addKeyValue("name", id.name())
                        .log("no longer watched");
            }
        }
    }

    /** One round. A failure of our own, an {@link Error} as well, is logged, and the next round comes. */
    private Progress round(MeshTarget now) throws InterruptedException {
        try {
            Progress progress = rounds.run(now);
            failing = false;
            return progress;
        } catch (RuntimeException | Error e) {
            if (!closed) {
                failing = true;
                LOG.atError()
                        .addKeyValue("namespace", id.namespace())
                        .addKeyValue("name", id.name())
                        .setCause(e)
                        .log("a probe round failed for an error of the operator's own");
            }
            return Progress.SETTLED;
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
