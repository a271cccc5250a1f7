package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.VmFigures;
import dev.beamcluster.mesh.erlang.NodeConnection;
import dev.beamcluster.mesh.erlang.VmRequest;

/**
 * Asks the nodes of one mesh for the figures of their VMs, over the connections that the rounds use. No round waits for
 * an answer, and a missing answer is not a fault of the node. Used by the thread of the rounds, except for {@link
 * #latest}.
 */
final class VmSampler {

    private static final Logger LOG = LoggerFactory.getLogger(VmSampler.class);

    /** After this many intervals without an answer, the last figures say nothing about the node any more. */
    private static final int KEPT_INTERVALS = 3;

    private final ClusterId id;
    private final Map<NodeName, Question> asked = new HashMap<>();
    private final Map<NodeName, Sample> samples = new ConcurrentHashMap<>();

    /** When a node was asked, and over which connection. */
    private record Question(long connection, Instant at) {}

    /**
     * The figures of one node.
     *
     * @param until when they are too old
     */
    private record Sample(VmFigures figures, Instant until) {}

    VmSampler(ClusterId id) {
        this.id = id;
    }

    /**
     * Asks the nodes that are due. Each node is asked when it has been connected, and then at this interval; no question
     * is sent before the one before it is answered or has timed out.
     *
     * @param interval zero to ask none
     * @param timeout how long to wait for the answers
     */
    void sample(Map<NodeName, NodeConnection> connections, Duration interval, Duration timeout, Instant now) {
        if (interval.isZero()) {
            asked.clear();
            samples.clear();
            return;
        }
        asked.keySet().retainAll(connections.keySet());
        samples.keySet().retainAll(connections.keySet());
        Duration pause = interval.compareTo(timeout) > 0 ? interval : timeout;
        connections.forEach((node, connection) -> {
            Question last = asked.get(node);
            boolean isSameVm = last != null && last.connection() == connection.number();
            if (!isSameVm) {
                samples.remove(node);
            }
            if (last == null || !isSameVm || !now.isBefore(last.at().plus(pause))) {
                asked.put(node, new Question(connection.number(), now));
                ask(node, connection, timeout, now.plus(pause.multipliedBy(KEPT_INTERVALS)));
            }
        });
    }

    private void ask(NodeName node, NodeConnection connection, Duration timeout, Instant until) {
        var _ = VmRequest.ask(connection.calls(), timeout)
                .whenComplete((figures, failure) -> answered(node, figures, failure, until));
    }

    private void answered(NodeName node, @Nullable VmFigures figures, @Nullable Throwable failure, Instant until) {
        if (figures != null) {
            samples.put(node, new Sample(figures, until));
        } else {
            LOG.atDebug()
                    .addKeyValue("namespace", id.namespace())
                    .addKeyValue("name", id.name())
                    .addKeyValue("node", node)
                    .log("no figures of the VM: {}", String.valueOf(failure));
        }
    }

    /** Returns the last figures of each node; a node without recent ones is left out. */
    Map<NodeName, VmFigures> latest(Instant now) {
        var figures = new HashMap<NodeName, VmFigures>();
        samples.forEach((node, sample) -> {
            if (now.isBefore(sample.until())) {
                figures.put(node, sample.figures());
            }
        });
        return figures;
    }
}
