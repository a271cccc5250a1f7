package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeCall;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;
import dev.beamcluster.mesh.erlang.NodeConnections;
import dev.beamcluster.mesh.formation.Ledger;
import dev.beamcluster.mesh.formation.RetransmissionPlanner;
import dev.beamcluster.mesh.formation.Round;
import dev.beamcluster.mesh.formation.SocketAction;
import dev.beamcluster.mesh.formation.SocketResult;

/** Makes the links of one mesh retransmit as {@link RetransmissionPlanner} decides. Used by one thread. */
final class Retransmission {

    private static final Logger LOG = LoggerFactory.getLogger(Retransmission.class);

    /** Steps to a new link that retransmits every second: its sockets, their options, the user timeout, the cap. */
    private static final int STEPS = 4;

    private final ClusterId id;
    private final NodeConnections connections;
    private final Consumer<NodeCall> journal;

    /** Whether the log says that a kernel is too old. */
    private boolean hasReportedKernel;

    /**
     * Creates it.
     *
     * @param journal records which options were set
     */
    Retransmission(ClusterId id, NodeConnections connections, Consumer<NodeCall> journal) {
        this.id = id;
        this.connections = connections;
        this.journal = journal;
    }

    /**
     * Runs the steps that are due, and returns the ledger with their results. Stops at the first step in which a node
     * does not answer: it delays the next round by no more than the deadlines of its two calls.
     */
    Ledger run(Round round, Map<NodeName, NodeView> views, MeshTarget target, Ledger before, Instant now)
            throws InterruptedException {
        Ledger ledger = before;
        var executor = new SocketExecutor(connections.byNode(), target.timeout());
        for (int step = 0; step < STEPS; step++) {
            List<SocketAction> actions = RetransmissionPlanner.plan(round, views, target, ledger, now);
            if (actions.isEmpty()) {
                break;
            }
            long start = PauseDetector.now();
            List<SocketResult> results = executor.run(actions);
            CallJournal.ofSockets(actions, results, Duration.ofNanos(PauseDetector.now() - start), journal);
            actions.forEach(this::log);
            results.forEach(this::log);
            ledger = ledger.afterSockets(results, now);
            if (results.stream().anyMatch(SocketResult.NoAnswer.class::isInstance)) {
                break;
            }
        }
        return ledger;
    }

    private void log(SocketAction action) {
        if (action instanceof SocketAction.SetLongestWait set && RetransmissionPlanner.isReset(set)) {
            line(set.end())
                    .addKeyValue("peer", set.end().to())
                    .log("leaving the retransmission of a link to TCP: it is turned off, or this node cannot send");
        }
    }

    private void log(SocketResult result) {
        if (!hasReportedKernel
                && result instanceof SocketResult.OptionsRead(Link end, var options)
                && isMissing(options)) {
            hasReportedKernel = true;
            line(end)
                    .log(
                            "links of this node do not retransmit every second: its kernel has no TCP_RTO_MAX_MS (Linux 6.15)");
        }
    }

    private static boolean isMissing(Optional<?> options) {
        return options.isEmpty();
    }

    private LoggingEventBuilder line(Link end) {
        return LOG.atInfo()
                .addKeyValue("namespace", id.namespace())
                .addKeyValue("name", id.name())
                .addKeyValue("node", end.from());
    }
}
