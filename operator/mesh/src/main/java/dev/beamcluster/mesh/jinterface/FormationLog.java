package dev.beamcluster.mesh.jinterface;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.NodeName;

/**
 * Tells what was done to links in one round: a line a node and outcome, not a line a link, of which a hundred nodes have five
 * thousand. What fails again and again is told the first time, and when it succeeds at last.
 */
final class FormationLog {

    private static final Logger LOG = LoggerFactory.getLogger(Formation.class);

    /** What was done, in words, with the peers of each node. */
    private final Map<String, Map<NodeName, List<NodeName>>> told = new TreeMap<>();

    /**
     * One link was changed, or was not.
     *
     * @param failures how often the same had failed before
     */
    void add(Link link, boolean wasSilent, boolean done, int failures) {
        if (!done && failures > 0) {
            return;
        }
        String words;
        if (wasSilent) {
            words = done
                    ? "a silent link was disconnected, to be connected again"
                    : "a silent link could not be disconnected, and is tried again ever more seldom";
        } else if (done) {
            words = failures == 0 ? "connected" : "connected at last";
        } else {
            words =
                    "could not be connected though a path is open (another cookie, certificate or OTP release?), and is tried again ever more"
                            + " seldom";
        }
        told.computeIfAbsent(words, _ -> new TreeMap<>())
                .computeIfAbsent(link.from(), _ -> new ArrayList<>())
                .add(link.to());
    }

    void write() {
        told.forEach((words, links) -> links.forEach((node, peers) -> LOG.atInfo()
                .addKeyValue("node", node)
                .addKeyValue("peers", peers)
                .log(words)));
    }
}
