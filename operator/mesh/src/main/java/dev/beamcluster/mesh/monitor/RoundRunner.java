package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.MeshMonitor.Observation;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.erlang.NodeConnections;
import dev.beamcluster.mesh.formation.Action;
import dev.beamcluster.mesh.formation.Connectivity;
import dev.beamcluster.mesh.formation.FormationPlanner;
import dev.beamcluster.mesh.formation.Ledger;
import dev.beamcluster.mesh.formation.Result;
import dev.beamcluster.mesh.formation.Round;
import dev.beamcluster.mesh.probe.HiddenNodes;
import dev.beamcluster.mesh.probe.NodeProbe;
import dev.beamcluster.mesh.probe.ProbeRound;
import dev.beamcluster.mesh.probe.ProbeScheduler;

/** One round after the other of one mesh: probe, examine, report, connect. Used by one thread. */
final class RoundRunner {

    private static final Logger LOG = LoggerFactory.getLogger(RoundRunner.class);

    /** A pause of this process of this part of a node's deadline may be what made the node look silent. */
    private static final int DOUBTFUL_PART = 4;

    private final ClusterId id;
    private final WatchContext context;
    private final NodeConnections connections;
    private final ProbeScheduler probes;
    private final Consumer<Observation> publish;

    private ProbeRound before = ProbeRound.none();
    private Ledger ledger = Ledger.empty();

    /** Whether the last round was discarded, which is told once, however often in a row. */
    private boolean discarded;

    RoundRunner(
            ClusterId id,
            WatchContext context,
            NodeConnections connections,
            ProbeScheduler probes,
            Consumer<Observation> publish) {
        this.id = id;
        this.context = context;
        this.connections = connections;
        this.probes = probes;
        this.publish = publish;
    }

    /** What a round leaves behind. */
    enum Progress {
        /** Nothing is on its way. */
        SETTLED,
        /** Something will be there in a moment: a pod's address, a VM that starts. */
        WAITING,
        /** Nodes were told to connect. */
        CONNECTING
    }

    Progress run(MeshTarget target) throws InterruptedException {
        Instant start = context.clock().instant();
        long mark = PauseDetector.now();
        connections.closeAllBut(target);
        ProbeRound seen = probes.round(
                new NodeProbe(context.operator().name(), target, before, connections, start), target, before);
        if (!isBelieved(seen, context.pauses().longestSince(mark), target)) {
            return Progress.WAITING;
        }
        before = seen;
        var round = Round.of(
                seen.results().keySet(),
                Connectivity.of(seen.views(), seen.claimed()),
                seen.creations(),
                target.healing());
        examine(round, target);
        var report = new MeshReport(HiddenNodes.asFaults(ledger.explain(seen.views())));
        publish.accept(new Observation(report, context.clock().instant(), target.members()));
        if (target.formation() == MeshTarget.Formation.OPERATOR && connect(round, target)) {
            return Progress.CONNECTING;
        }
        return isSettled(report) ? Progress.SETTLED : Progress.WAITING;
    }

    /** What looks like silence of nodes may be a pause of this process: the round is done again. Nobody answers by accident. */
    private boolean isBelieved(ProbeRound seen, Duration pause, MeshTarget target) {
        boolean wasDiscarded = discarded;
        discarded = !seen.isFine() && pause.compareTo(target.timeout().dividedBy(DOUBTFUL_PART)) > 0;
        if (discarded) {
            LOG.atLevel(wasDiscarded ? Level.DEBUG : Level.INFO)
                    .addKeyValue("namespace", id.namespace())
                    .addKeyValue("name", id.name())
                    .log("discarding probe round: operator was paused for {} ms", pause.toMillis());
        }
        return !discarded;
    }

    private void examine(Round round, MeshTarget target) throws InterruptedException {
        Instant now = context.clock().instant();
        ledger = ledger.seen(round, now);
        List<Result> results = run(FormationPlanner.examine(round, ledger, now), target);
        ledger = ledger.after(results, now);
    }

    /** True when there was anything to do. */
    private boolean connect(Round round, MeshTarget target) throws InterruptedException {
        Instant now = context.clock().instant();
        List<Result> results = run(FormationPlanner.connect(round, ledger, now), target);
        FormationLog.write(id, results, ledger);
        ledger = ledger.after(results, now);
        return !results.isEmpty();
    }

    /** A watch that ends closes its connections: what failed for that is no result. */
    private List<Result> run(List<Action> actions, MeshTarget target) throws InterruptedException {
        List<Result> results = new ActionExecutor(connections.byNode(), target).run(actions);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return results;
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
}
