package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.MeshMonitor.Observation;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;
import dev.beamcluster.mesh.erlang.Handshake;
import dev.beamcluster.mesh.erlang.NodeConnection;
import dev.beamcluster.mesh.erlang.NodeConnections;
import dev.beamcluster.mesh.formation.Action;
import dev.beamcluster.mesh.formation.Connectivity;
import dev.beamcluster.mesh.formation.FormationPlanner;
import dev.beamcluster.mesh.formation.Ledger;
import dev.beamcluster.mesh.formation.Result;
import dev.beamcluster.mesh.formation.Round;
import dev.beamcluster.mesh.probe.HiddenNodes;
import dev.beamcluster.mesh.probe.KnownCauses;
import dev.beamcluster.mesh.probe.NodeProbe;
import dev.beamcluster.mesh.probe.ProbeRound;
import dev.beamcluster.mesh.probe.ProbeScheduler;
import dev.beamcluster.mesh.probe.Visitors;

/** Runs the rounds of one mesh: probe, examine, report, connect, retransmit. Used by one thread. */
final class RoundRunner {

    private static final Logger LOG = LoggerFactory.getLogger(RoundRunner.class);

    private final ClusterId id;
    private final WatchContext context;
    private final NodeConnections connections;
    private final ProbeScheduler probes;
    private final RoundMeter meter;
    private final Consumer<Observation> publish;
    private final Retransmission retransmission;

    private ProbeRound before = ProbeRound.none();
    private Ledger ledger = Ledger.empty();
    private Visitors visitors = Visitors.none();

    /** Whether the last round was discarded; several in a row are logged once. */
    private boolean discarded;

    RoundRunner(
            ClusterId id,
            WatchContext context,
            NodeConnections connections,
            ProbeScheduler probes,
            RoundMeter meter,
            Consumer<Observation> publish) {
        this.id = id;
        this.context = context;
        this.connections = connections;
        this.probes = probes;
        this.meter = meter;
        this.publish = publish;
        this.retransmission =
                new Retransmission(id, connections, call -> context.journal().called(id, call));
    }

    /** What to expect after a round. */
    enum Progress {
        /** No change is in progress. */
        SETTLED,
        /** A change is expected soon: a pod gets its address, a VM starts. */
        WAITING,
        /** A link is silent, and works again as soon as the network does. */
        SILENT,
        /** Nodes were told to connect. */
        CONNECTING
    }

    Progress run(MeshTarget target) throws InterruptedException {
        Instant start = context.clock().instant();
        long mark = PauseDetector.now();
        connections.closeAllExcept(target);
        ProbeRound seen = probes.round(
                new NodeProbe(context.operator().name(), target, before, connections, start), target, before);
        if (!isReliable(seen, mark, target)) {
            return Progress.WAITING;
        }
        look(before, seen, target);
        before = seen;
        var round = Round.of(
                seen.results().keySet(),
                Connectivity.of(seen.views(), seen.claimed()),
                seen.creations(),
                target.healing());
        examine(round, target);
        MeshReport report = report(seen, target);
        publish.accept(new Observation(report, context.clock().instant(), target.members()));
        meter.ended(mark);
        context.journal().probed(id);
        boolean connects = target.formation() == MeshTarget.Formation.OPERATOR && connect(round, target);
        // New links wait until the mesh has formed. A silent link may have to be changed at once.
        if (!connects || !round.connectivity().silent().isEmpty()) {
            ledger = retransmission.run(
                    round, seen.views(), target, ledger, context.clock().instant());
        }
        if (connects) {
            return Progress.CONNECTING;
        }
        if (!round.connectivity().silent().isEmpty()) {
            return Progress.SILENT;
        }
        return isSettled(report) ? Progress.SETTLED : Progress.WAITING;
    }

    private MeshReport report(ProbeRound seen, MeshTarget target) {
        Map<NodeName, Handshake> handshakes = ofReached(seen, NodeConnection::handshake);
        var withFormerCookie = new TreeSet<NodeName>();
        handshakes.forEach((node, handshake) -> {
            if (!handshake.cookie().equals(target.cookie())) {
                withFormerCookie.add(node);
            }
        });
        var causes = new KnownCauses(target, handshakes);
        return new MeshReport(
                HiddenNodes.asFaults(causes.explain(ledger.explain(seen.views()))), withFormerCookie, visitors.names());
    }

    /** Looks for visitors if links were lost, and else remembers whom the nodes know. */
    private void look(ProbeRound before, ProbeRound seen, MeshTarget target) throws InterruptedException {
        SortedSet<NodeName> disconnected = Visitors.disconnected(before, seen);
        Instant now = context.clock().instant();
        visitors = disconnected.isEmpty()
                ? visitors.after(ofReached(seen, NodeConnection::knownNodes), target, now)
                : visitors.afterLoss(
                        context.operator().name(),
                        new ActionExecutor(connections.byNode(), target).knownNodes(disconnected),
                        target,
                        now);
    }

    private <T> Map<NodeName, T> ofReached(ProbeRound seen, Function<NodeConnection, T> part) {
        var parts = new HashMap<NodeName, T>();
        Map<NodeName, NodeView> views = seen.views();
        connections.byNode().forEach((node, connection) -> {
            if (views.get(node) instanceof NodeView.Reached) {
                parts.put(node, part.apply(connection));
            }
        });
        return parts;
    }

    /**
     * Silence of nodes may be a pause of this process, so the round is repeated. A round without faults is always
     * accepted: no node answers by accident. A pause of virtual threads only casts doubt on nodes that did not answer.
     *
     * @param start when the round started, by {@link PauseDetector#now}
     */
    private boolean isReliable(ProbeRound seen, long start, MeshTarget target) {
        boolean wasDiscarded = discarded;
        PauseDetector pauses = context.pauses();
        discarded = (!seen.isHealthy() && pauses.hasPausedProcessSince(start, target.timeout()))
                || (seen.hasTimedOut() && pauses.hasPausedCarriersSince(start, target.timeout()));
        if (discarded) {
            LOG.atLevel(wasDiscarded ? Level.DEBUG : Level.INFO)
                    .addKeyValue("namespace", id.namespace())
                    .addKeyValue("name", id.name())
                    .log(
                            "discarding probe round: operator was paused for {} ms",
                            pauses.longestSince(start).toMillis());
        }
        return !discarded;
    }

    private void examine(Round round, MeshTarget target) throws InterruptedException {
        Instant now = context.clock().instant();
        ledger = ledger.seen(round, now);
        List<Result> results = run(FormationPlanner.examine(round, ledger, now), target);
        ledger = ledger.after(results, now);
    }

    /** Connects nodes; true if there was anything to do. */
    private boolean connect(Round round, MeshTarget target) throws InterruptedException {
        Instant now = context.clock().instant();
        List<Result> results = run(FormationPlanner.connect(round, ledger, now), target);
        FormationLog.write(id, results, ledger);
        meter.attempted(results);
        ledger = ledger.after(results, now);
        return !results.isEmpty();
    }

    /**
     * Runs the actions. Discards the results when the watch ends, since closing its connections makes actions fail.
     */
    private List<Result> run(List<Action> actions, MeshTarget target) throws InterruptedException {
        long start = PauseDetector.now();
        List<Result> results = new ActionExecutor(connections.byNode(), target).run(actions);
        CallJournal.ofLinks(
                results,
                Duration.ofNanos(PauseDetector.now() - start),
                call -> context.journal().called(id, call));
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return results;
    }

    /**
     * Whether no change is in progress: the mesh is whole, or is broken for a reason that will not pass by itself
     * soon.
     */
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
