package dev.beamcluster.mesh.jinterface;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.DrainCall;
import dev.beamcluster.mesh.DrainResult;
import dev.beamcluster.mesh.HiddenNodes;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshMonitor.Observation;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;
import dev.beamcluster.mesh.formation.Connectivity;
import dev.beamcluster.mesh.formation.FormationPlanner;
import dev.beamcluster.mesh.formation.Ledger;
import dev.beamcluster.mesh.formation.Result;
import dev.beamcluster.mesh.formation.Round;

/** Looks at one mesh, round after round, on a thread of its own. */
final class ClusterWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterWatch.class);

    /** While something is on its way the next round comes soon, and each wait doubles up to the interval. */
    private static final Duration SOON = Duration.ofMillis(100);

    /** What was just connected is verified without a pause: a mesh is told to be whole as soon as it is. */
    private static final Duration AT_ONCE = Duration.ofMillis(10);

    /** A pause of this process of this part of a node's deadline may be what made the node look silent. */
    private static final int STARVED = 4;

    /** What a round leaves behind. */
    private enum Progress {
        /** Nothing is on its way. */
        SETTLED,
        /** Something will be there in a moment: a pod's address, a VM that starts. */
        WAITING,
        /** Nodes were told to connect. */
        CONNECTING
    }

    private final ClusterId id;
    private final NodeName ownName;
    private final InstantSource clock;
    private final PauseDetector pulse;
    private final Consumer<ClusterId> listener;
    private final NodeConnections links;
    private final StalenessAlarm alarm;
    private final ProbeScheduler looks;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;

    /** When the end of a connection last woke the watch. */
    private final AtomicLong lastEnd =
            new AtomicLong(System.nanoTime() - Duration.ofDays(1).toNanos());

    /** Of this watch's own thread. */
    private PreviousRound before = PreviousRound.none();

    /** Of this watch's own thread. */
    private Ledger ledger = Ledger.empty();

    /** Whether the last look was not believed; of this watch's own thread. It is told once, however often in a row. */
    private boolean starved;

    private volatile MeshTarget target;
    private volatile boolean closed;
    private volatile @Nullable Observation latest;

    ClusterWatch(
            ClusterId id,
            MeshTarget target,
            NodeName ownName,
            long life,
            InstantSource clock,
            PauseDetector pulse,
            ScheduledExecutorService staleness,
            Consumer<ClusterId> listener) {
        this.id = id;
        this.target = target;
        this.ownName = ownName;
        this.clock = clock;
        this.pulse = pulse;
        this.listener = listener;
        this.links = new NodeConnections(ownName, life, this::connectionEnded);
        this.alarm = new StalenessAlarm(target.staleAfter(), clock, staleness, () -> listener.accept(id));
        this.looks = new ProbeScheduler(links, wake::release);
        this.thread = Thread.ofVirtual().name("mesh-" + id).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void retarget(MeshTarget next) {
        if (!next.equals(target)) {
            target = next;
            alarm.setLimit(next.staleAfter());
            wake.release();
        }
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
        return Optional.ofNullable(latest);
    }

    /** On a thread of its own, over the link that the rounds use; ends with this watch, if not before. */
    CompletableFuture<DrainResult> drain(Member member, DrainCall call) {
        var result = new CompletableFuture<DrainResult>();
        Thread.ofVirtual().name("drain-" + member.node()).start(() -> {
            try {
                result.complete(drainNow(member, call));
            } catch (InterruptedException | RuntimeException e) {
                result.complete(new DrainResult.Failed("the operator could not call: " + e));
            }
        });
        return result;
    }

    private DrainResult drainNow(Member member, DrainCall call) throws InterruptedException {
        if (member.address().isEmpty()) {
            return new DrainResult.Failed("its pod has no address");
        }
        String address = member.address().get();
        return new NodeDrain(member.node(), call, target.timeout())
                .run(() -> links.connect(member.node(), address, target), () -> isThere(member));
    }

    /** A pod that is gone, or another of its name with another address, is none that waits. */
    private boolean isThere(Member member) {
        MeshTarget now = target;
        return !closed && (now.members().contains(member) || now.leaving().contains(member));
    }

    @Override
    public void close() {
        closed = true;
        alarm.close();
        thread.interrupt();
    }

    private void run() {
        try {
            Duration wait = SOON;
            while (true) {
                MeshTarget now = target;
                Progress progress = round(now);
                wait = switch (progress) {
                    case SETTLED -> now.interval();
                    case WAITING -> shorter(wait.multipliedBy(2), now.interval());
                    case CONNECTING -> AT_ONCE;
                };
                boolean woken = wake.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS);
                wake.drainPermits();
                if (woken || progress != Progress.WAITING) {
                    wait = SOON;
                }
            }
        } catch (InterruptedException e) {
            LOG.atDebug().addKeyValue("cluster", id).log("no longer watched");
        } finally {
            looks.close();
            links.close();
        }
    }

    /** One look. A failure of our own is told and the next round comes. */
    private Progress round(MeshTarget now) throws InterruptedException {
        try {
            return lookAndForm(now);
        } catch (ExecutionException | RuntimeException e) {
            LOG.atError().addKeyValue("cluster", id).setCause(e).log("a round failed");
            return Progress.SETTLED;
        }
    }

    private Progress lookAndForm(MeshTarget now) throws InterruptedException, ExecutionException {
        Instant start = clock.instant();
        long mark = PauseDetector.now();
        links.closeAllBut(now);
        Map<NodeName, NodeProbe.Look> seen = PreviousRound.mirrored(look(now, start));
        Duration pause = pulse.latestSince(mark);
        if (pause.compareTo(now.timeout().dividedBy(STARVED)) > 0
                && !seen.values().stream().allMatch(NodeProbe.Look::isFine)) {
            LOG.atLevel(starved ? Level.DEBUG : Level.INFO)
                    .addKeyValue("cluster", id)
                    .addKeyValue("pauseMillis", pause.toMillis())
                    .log("a look is not believed, and is done again: the operator itself did not run for a while");
            starved = true;
            return Progress.WAITING;
        }
        starved = false;
        before = PreviousRound.of(seen, now);
        MeshReport report = examine(seen, now);
        publish(report, now);
        if (now.formation() == MeshTarget.Formation.OPERATOR && connect(seen, now)) {
            return Progress.CONNECTING;
        }
        return isSettled(report) ? Progress.SETTLED : Progress.WAITING;
    }

    private Map<NodeName, NodeProbe.Look> look(MeshTarget now, Instant start)
            throws InterruptedException, ExecutionException {
        var members = new TreeSet<NodeName>();
        now.members().forEach(member -> members.add(member.node()));
        Set<NodeName> leaving = now.leaving().stream().map(Member::node).collect(Collectors.toSet());
        var probe = new NodeProbe(ownName, members, leaving, before, now.timeout(), start);
        return looks.all(probe, now, before.silentOf(now));
    }

    private Round round(Map<NodeName, NodeProbe.Look> seen, MeshTarget now) {
        var views = new TreeMap<NodeName, NodeView>();
        var claimed = new TreeMap<NodeName, SortedSet<NodeName>>();
        var creations = new HashMap<NodeName, Long>();
        seen.forEach((node, look) -> {
            views.put(node, look.view());
            claimed.put(node, look.claimed());
            NodeConnection link = links.byNode().get(node);
            if (link != null && look.view() instanceof NodeView.Reached) {
                link.creation().ifPresent(creation -> creations.put(node, creation));
            }
        });
        return Round.of(seen.keySet(), Connectivity.of(views, claimed), creations, now.healing());
    }

    private MeshReport examine(Map<NodeName, NodeProbe.Look> seen, MeshTarget now) throws InterruptedException {
        Instant at = clock.instant();
        Round round = round(seen, now);
        ledger = ledger.seen(round, at);
        ledger = ledger.after(
                new ActionExecutor(links.byNode(), now).run(FormationPlanner.examine(round, ledger, at)), at);
        var views = new TreeMap<NodeName, NodeView>();
        seen.forEach((node, look) -> views.put(node, look.view()));
        return new MeshReport(HiddenNodes.outside(ledger.explain(views)));
    }

    private boolean connect(Map<NodeName, NodeProbe.Look> seen, MeshTarget now) throws InterruptedException {
        Instant at = clock.instant();
        List<Result> results =
                new ActionExecutor(links.byNode(), now).run(FormationPlanner.connect(round(seen, now), ledger, at));
        FormationLog.write(id, results, ledger);
        ledger = ledger.after(results, at);
        return !results.isEmpty();
    }

    private void publish(MeshReport report, MeshTarget now) {
        Observation before = latest;
        var next = new Observation(report, clock.instant(), now.members());
        latest = next;
        boolean endsStaleness = alarm.reported(next.at());
        if (before == null
                || endsStaleness
                || !before.report().equals(report)
                || !before.members().equals(now.members())) {
            listener.accept(id);
        }
    }

    /** Nothing is on its way when the mesh is whole, or is apart for a reason that the next moment will not change. */
    private static boolean isSettled(MeshReport report) {
        return report.unreachable().values().stream().noneMatch(fault -> isPassing(fault.cause()));
    }

    private static boolean isPassing(Cause cause) {
        return switch (cause) {
            case NO_ADDRESS, REFUSED, NOT_REGISTERED, HANDSHAKE_FAILED -> true;
            default -> false;
        };
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
