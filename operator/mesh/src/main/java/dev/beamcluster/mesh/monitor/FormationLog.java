package dev.beamcluster.mesh.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.formation.Ledger;
import dev.beamcluster.mesh.formation.Result;

/**
 * Logs what was done to links in one round: one line per node and outcome, not per link, of which a hundred nodes
 * have five thousand. A repeated failure is logged the first time only, and when it finally succeeds.
 */
final class FormationLog {

    private static final Logger LOG = LoggerFactory.getLogger(FormationLog.class);

    private final ClusterId id;
    private final Ledger before;

    /** The peers of each node, by log message. */
    private final Map<String, Map<NodeName, List<NodeName>>> lines = new TreeMap<>();

    private FormationLog(ClusterId id, Ledger before) {
        this.id = id;
        this.before = before;
    }

    /**
     * Writes the log lines.
     *
     * @param before the ledger that the decision was based on
     */
    static void write(ClusterId id, List<Result> results, Ledger before) {
        var log = new FormationLog(id, before);
        results.forEach(log::add);
        log.write();
    }

    private void add(Result result) {
        switch (result) {
            case Result.ConnectTried(Link link, boolean done) ->
                add(
                        link,
                        done,
                        failures(link) == 0 ? "connected" : "connected after failed attempts",
                        "path is open but connecting failed; retrying less often");
            case Result.DisconnectTried(Link link, boolean done) ->
                add(
                        link,
                        done,
                        "disconnected a silent link to connect it again",
                        "could not disconnect a silent link; retrying less often");
            case Result.PathTried _, Result.CountersRead _ -> {}
        }
    }

    private void add(Link link, boolean done, String success, String failure) {
        boolean isRepeated = !done && failures(link) > 0;
        if (!isRepeated && !before.keepsDisconnecting(link.pair())) {
            lines.computeIfAbsent(done ? success : failure, _ -> new TreeMap<>())
                    .computeIfAbsent(link.from(), _ -> new ArrayList<>())
                    .add(link.to());
        }
    }

    private int failures(Link link) {
        return before.failures(link.pair());
    }

    private void write() {
        lines.forEach((words, links) -> links.forEach((node, peers) -> LOG.atInfo()
                .addKeyValue("namespace", id.namespace())
                .addKeyValue("name", id.name())
                .addKeyValue("node", node)
                .addKeyValue("peers", peers)
                .log(words)));
    }
}
