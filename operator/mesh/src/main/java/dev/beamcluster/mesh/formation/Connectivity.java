package dev.beamcluster.mesh.formation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;
import dev.beamcluster.mesh.Pair;

/**
 * What the nodes of one round claim about each other, and which claims are verified.
 *
 * @param reached the nodes that answered, sorted
 * @param linked pairs in which at least one node answered the other
 * @param apart pairs of reached nodes in which neither claims to be connected to the other
 * @param silent pairs of reached nodes in which at least one claims to be connected to the other, and no call was
 *     answered
 */
public record Connectivity(List<NodeName> reached, Set<Pair> linked, Set<Pair> apart, Set<Pair> silent) {

    /**
     * Derives the connectivity from a round.
     *
     * @param views what the round saw of each member
     * @param claimed for every reached member, the members that it claims to be connected to
     */
    public static Connectivity of(
            Map<NodeName, NodeView> views, Map<NodeName, ? extends Collection<NodeName>> claimed) {
        var reached = new ArrayList<NodeName>();
        var linked = new HashSet<Pair>();
        var unanswered = new HashSet<Pair>();
        views.forEach((node, view) -> {
            if (view instanceof NodeView.Reached seen) {
                reached.add(node);
                seen.answering().forEach(peer -> linked.add(Pair.of(node, peer)));
                seen.faults().forEach((peer, fault) -> {
                    if (fault.cause() != Cause.NOT_CONNECTED) {
                        unanswered.add(Pair.of(node, peer));
                    }
                });
            }
        });
        reached.sort(null);
        unanswered.removeAll(linked);
        unanswered.removeIf(pair -> !isReached(views, pair));
        return new Connectivity(
                Collections.unmodifiableList(reached),
                Collections.unmodifiableSet(linked),
                apart(reached, pairs(claimed)),
                Collections.unmodifiableSet(unanswered));
    }

    private static boolean isReached(Map<NodeName, NodeView> views, Pair pair) {
        return views.get(pair.first()) instanceof NodeView.Reached
                && views.get(pair.second()) instanceof NodeView.Reached;
    }

    private static Set<Pair> pairs(Map<NodeName, ? extends Collection<NodeName>> claimed) {
        var pairs = new HashSet<Pair>();
        claimed.forEach((node, peers) -> peers.forEach(peer -> {
            if (!peer.equals(node)) {
                pairs.add(Pair.of(node, peer));
            }
        }));
        return pairs;
    }

    private static Set<Pair> apart(List<NodeName> reached, Set<Pair> claimed) {
        var apart = new HashSet<Pair>();
        for (int i = 0; i < reached.size(); i++) {
            for (int j = i + 1; j < reached.size(); j++) {
                var pair = new Pair(reached.get(i), reached.get(j));
                if (!claimed.contains(pair)) {
                    apart.add(pair);
                }
            }
        }
        return Collections.unmodifiableSet(apart);
    }
}
