package dev.beamcluster.mesh.jinterface;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;
import dev.beamcluster.mesh.Pair;

/**
 * What the nodes of one round believe of each other, and what of it is so.
 *
 * @param reached the nodes that answered, sorted
 * @param claimed pairs of which at least one believes in the other
 * @param linked pairs of which at least one was answered by the other
 * @param unanswered pairs of which at least one called the other and was not answered
 */
record Connectivity(List<NodeName> reached, Set<Pair> claimed, Set<Pair> linked, Set<Pair> unanswered) {

    static Connectivity of(Map<NodeName, NodeProbe.Look> looks) {
        var reached = new ArrayList<NodeName>();
        var claimed = new HashSet<Pair>();
        var linked = new HashSet<Pair>();
        var unanswered = new HashSet<Pair>();
        looks.forEach((node, look) -> {
            look.claimed().stream()
                    .filter(peer -> !peer.equals(node))
                    .forEach(peer -> claimed.add(Pair.of(node, peer)));
            if (look.view() instanceof NodeView.Reached view) {
                reached.add(node);
                view.answering().forEach(peer -> linked.add(Pair.of(node, peer)));
                view.faults().forEach((peer, fault) -> {
                    if (fault.cause() != Cause.NOT_CONNECTED) {
                        unanswered.add(Pair.of(node, peer));
                    }
                });
            }
        });
        reached.sort(null);
        return new Connectivity(reached, claimed, linked, unanswered);
    }

    /** Pairs of reached nodes of which neither believes in the other. */
    List<Pair> apart() {
        var apart = new ArrayList<Pair>();
        for (int i = 0; i < reached.size(); i++) {
            for (int j = i + 1; j < reached.size(); j++) {
                var pair = new Pair(reached.get(i), reached.get(j));
                if (!claimed.contains(pair)) {
                    apart.add(pair);
                }
            }
        }
        return apart;
    }

    /** Pairs of reached nodes of which one believes in the other and gets no answer. */
    Set<Pair> silent() {
        var silent = new HashSet<>(unanswered);
        silent.removeAll(linked);
        silent.removeIf(pair -> !reached.contains(pair.first()) || !reached.contains(pair.second()));
        return silent;
    }
}
