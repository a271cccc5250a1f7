package dev.beamcluster.mesh.jinterface;

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

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;

/**
 * A look through each node, side by side. One that could not be looked through in the round before is waited for no longer than the
 * others take: its look goes on beside the rounds after, which tell of it what is known, and is taken in when it ends. So a node that
 * hangs holds up what is told of the others in the one round in which it falls silent.
 *
 * <p>Used by one thread.
 */
final class ProbeScheduler implements AutoCloseable {

    /** A look takes no longer than so many of a node's deadlines: each step has one, and there are several. */
    private static final int LONGEST = 5;

    /** A node that is back is seldom slower than the others by more. */
    private static final Duration GRACE = Duration.ofMillis(50);

    private final NodeConnections links;
    private final Runnable onLate;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<NodeName, UnderWay> underWay = new TreeMap<>();

    /**
     * None yet.
     *
     * @param onLate is run, on another thread, when a node was looked through after all that no round waits for
     */
    ProbeScheduler(NodeConnections links, Runnable onLate) {
        this.links = links;
        this.onLate = onLate;
    }

    /** A look that has begun. */
    private static final class UnderWay {

        private final NodeName node;
        private final MeshTarget target;
        private final long end;
        private final Future<NodeProbe.Look> look;
        private volatile boolean isLate;

        UnderWay(ProbeScheduler looks, NodeProbe probe, Member member, MeshTarget target) {
            this.node = member.node();
            this.target = target;
            this.end =
                    System.nanoTime() + target.timeout().multipliedBy(LONGEST).toNanos();
            this.look = looks.threads.submit(() -> {
                NodeProbe.Look seen = looks.links.look(probe, member, target);
                if (isLate && seen.view() instanceof NodeView.Reached) {
                    looks.onLate.run();
                }
                return seen;
            });
        }
    }

    /**
     * One round.
     *
     * @param silent what is told of the nodes that could not be looked through in the last round that was believed
     */
    Map<NodeName, NodeProbe.Look> all(NodeProbe probe, MeshTarget target, Map<NodeName, NodeProbe.Look> silent)
            throws InterruptedException, ExecutionException {
        dropAllBut(target);
        var looks = new TreeMap<NodeName, NodeProbe.Look>();
        for (Member member : target.members()) {
            begin(probe, member, target, looks);
        }
        for (UnderWay one : List.copyOf(underWay.values())) {
            if (!silent.containsKey(one.node) && !looks.containsKey(one.node)) {
                looks.put(one.node, ended(one));
            }
        }
        long patience = System.nanoTime() + GRACE.toNanos();
        for (UnderWay one : List.copyOf(underWay.values())) {
            NodeProbe.Look known = silent.get(one.node);
            if (known != null && !looks.containsKey(one.node)) {
                looks.put(one.node, endedOr(known, one, patience));
            }
        }
        return looks;
    }

    /** What was asked of another pod, or of another mesh, is void. */
    private void dropAllBut(MeshTarget target) {
        for (Iterator<UnderWay> each = underWay.values().iterator(); each.hasNext(); ) {
            UnderWay one = each.next();
            if (!one.target.equals(target)) {
                one.look.cancel(true);
                each.remove();
            }
        }
    }

    /** Begins a look, unless one goes on; one that has ended meanwhile is this round's, and where it failed the next begins at once. */
    private void begin(NodeProbe probe, Member member, MeshTarget target, Map<NodeName, NodeProbe.Look> looks)
            throws InterruptedException, ExecutionException {
        UnderWay before = underWay.get(member.node());
        if (before == null) {
            underWay.put(member.node(), new UnderWay(this, probe, member, target));
        } else if (before.look.isDone()) {
            NodeProbe.Look look = ended(before);
            looks.put(member.node(), look);
            if (!(look.view() instanceof NodeView.Reached)) {
                var next = new UnderWay(this, probe, member, target);
                next.isLate = true;
                underWay.put(member.node(), next);
            }
        }
    }

    private NodeProbe.Look endedOr(NodeProbe.Look known, UnderWay one, long patience)
            throws InterruptedException, ExecutionException {
        try {
            var _ = one.look.get(Math.min(patience, one.end) - System.nanoTime(), TimeUnit.NANOSECONDS);
            return ended(one);
        } catch (TimeoutException e) {
            one.isLate = true;
            return one.end - System.nanoTime() > 0 ? known : ended(one);
        }
    }

    /** What still waits on a socket when its time is over is interrupted, which closes it. */
    private NodeProbe.Look ended(UnderWay one) throws InterruptedException, ExecutionException {
        underWay.remove(one.node);
        try {
            return one.look.get(one.end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            one.look.cancel(true);
            return NodeProbe.unreachable(new Fault(Cause.CALL_TIMEOUT, "it took longer than a round may"));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
