package dev.beamcluster.mesh.monitor;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshMonitor.Observation;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;

/**
 * The directed links that were verified and are missing now. A link to a pod that was replaced is never restored: the
 * other pod has a link of its own.
 */
record LostLinks(Set<Link> links) {

    LostLinks {
        links = Set.copyOf(links);
    }

    static LostLinks none() {
        return new LostLinks(Set.of());
    }

    /**
     * What changed from one report to the next.
     *
     * @param now the links that are lost now
     * @param lost how many were verified by the report before and are missing in this one
     * @param restored how many were lost and are verified again
     */
    record Change(LostLinks now, int lost, int restored) {}

    /** Compares two reports that follow each other. */
    Change after(Observation before, Observation next) {
        Set<NodeName> same = samePods(before, next);
        Set<Link> known = links.stream()
                .filter(link -> same.contains(link.from()) && same.contains(link.to()))
                .collect(Collectors.toSet());
        Set<Link> restored =
                known.stream().filter(link -> isVerified(link, next)).collect(Collectors.toSet());
        var lost = new HashSet<Link>();
        same.forEach(node -> addLost(node, before, next, lost));
        lost.removeIf(link -> !same.contains(link.to()));
        known.removeAll(restored);
        known.addAll(lost);
        return new Change(new LostLinks(known), lost.size(), restored.size());
    }

    private static boolean isVerified(Link link, Observation seen) {
        return seen.report().nodes().get(link.from()) instanceof NodeView.Reached reached
                && reached.answering().contains(link.to());
    }

    private static void addLost(NodeName node, Observation before, Observation next, Set<Link> lost) {
        if (before.report().nodes().get(node) instanceof NodeView.Reached was
                && next.report().nodes().get(node) instanceof NodeView.Reached now) {
            now.faults().keySet().stream()
                    .filter(peer -> was.answering().contains(peer))
                    .forEach(peer -> lost.add(new Link(node, peer)));
        }
    }

    /** The nodes whose pods have the same address in both. */
    private static Set<NodeName> samePods(Observation before, Observation next) {
        var earlier = new HashSet<>(before.members());
        return next.members().stream()
                .filter(earlier::contains)
                .map(Member::node)
                .collect(Collectors.toSet());
    }
}
