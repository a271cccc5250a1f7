package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.DrainCall;
import dev.beamcluster.mesh.DrainResult;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshJournal;
import dev.beamcluster.mesh.MeshMonitor.Observation;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.VmFigures;
import dev.beamcluster.mesh.erlang.NodeConnections;
import dev.beamcluster.mesh.monitor.RoundRunner.Progress;
import dev.beamcluster.mesh.probe.ProbeScheduler;

/** Watches one mesh, round after round, on its own thread, which ends only with the watch. */
final class ClusterWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterWatch.class);

    /** The wait before the next round while a change is in progress; it doubles each time, up to the interval. */
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);

    /** The wait after connecting: verifying at once reports a mesh as whole as soon as it is. */
    private static final Duration WAIT_AFTER_CONNECTING = Duration.ofMillis(10);

    private final ClusterId id;
    private final MeshJournal journal;
    private final InstantSource clock;
    private final NodeConnections connections;
    private final ProbeScheduler probes;
    private final LatestReport latest;
    private final VmSampler vms;
    private final RoundRunner rounds;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;

    /** When the closing of a connection last woke the watch. */
    private final AtomicLong lastEnd =
            new AtomicLong(System.nanoTime() - Duration.ofDays(1).toNanos());

    private volatile MeshTarget target;
    private volatile Duration vmInterval = Duration.ZERO;
    private volatile boolean closed;
    private volatile boolean failing;

    ClusterWatch(ClusterId id, MeshTarget target, WatchContext context) {
        this.id = id;
        this.clock = context.clock();
        this.journal = context.journal();
        this.target = target;
        this.connections = new NodeConnections(context.operator(), this::connectionEnded);
        this.probes = new ProbeScheduler(wake::release);
        var meter = new RoundMeter(id, context.meter());
        this.latest = new LatestReport(
                id, target, context, meter, () -> context.listener().accept(id));
        this.vms = new VmSampler(id);
        this.rounds = new RoundRunner(id, context, connections, probes, meter, latest::publish);
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

    /** Asks the nodes for the figures of their VMs at this interval; zero to ask for none. */
    void sampleVms(Duration interval) {
        vmInterval = interval;
    }

    /** The last figures of the VM of each node, by pod. */
    SortedMap<String, VmFigures> vms() {
        Map<NodeName, VmFigures> figures = vms.latest(clock.instant());
        MeshTarget now = target;
        var byPod = new TreeMap<String, VmFigures>();
        Stream.concat(now.members().stream(), now.leaving().stream()).forEach(member -> {
            VmFigures known = figures.get(member.node());
            if (known != null) {
                byPod.put(member.pod(), known);
            }
        });
        return byPod;
    }

    /** Whether the watch runs, and its last round did not fail because of an error in the operator. */
    boolean isHealthy() {
        return thread.isAlive() && !failing;
    }

    /**
     * Starts the next round immediately, so that a VM that has died is detected soon; but at most once per interval,
     * or a node that disconnects whenever it is asked would make the operator ask all nodes without a pause.
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

    /**
     * Runs a drain on its own thread, over the connection that the rounds use; ends with this watch at the latest.
     */
    CompletableFuture<DrainResult> drain(Member member, DrainCall call) {
        return new NodeDrain(member, call, target.timeout(), told -> journal.called(id, told))
                .start(address -> connections.connect(member.node(), address, target), () -> isWaiting(member));
    }

    /**
     * False if the pod is gone or was replaced, by a pod of the same name with another address: nothing waits for the
     * drain.
     */
    private boolean isWaiting(Member member) {
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
                    case WAITING -> min(wait.multipliedBy(2), now.interval());
                    // The round itself took the timeout.
                    case SILENT -> max(FIRST_WAIT, now.interval().minus(now.timeout()));
                    case CONNECTING -> WAIT_AFTER_CONNECTING;
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

    /** Runs one round. Logs a failure in the operator, including an {@link Error}; the next round comes anyway. */
    private Progress round(MeshTarget now) throws InterruptedException {
        try {
            Progress progress = rounds.run(now);
            vms.sample(connections.byNode(), vmInterval, now.timeout(), clock.instant());
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

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
