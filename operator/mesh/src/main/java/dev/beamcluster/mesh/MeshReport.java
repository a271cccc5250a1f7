package dev.beamcluster.mesh;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one round saw of a whole mesh. Rounds that saw the same are equal: a report has no times and no latencies, and
 * everything is sorted.
 *
 * @param nodes every member, with what the round saw of it
 * @param withFormerCookie members that have one of the former cookies of the target
 * @param visitors visible nodes that are not members and were connected when links between members were lost; each
 *     stays in the reports for a while
 */
public record MeshReport(
        SortedMap<NodeName, NodeView> nodes, SortedSet<NodeName> withFormerCookie, SortedSet<NodeName> visitors) {

    public MeshReport {
        nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
        withFormerCookie = Collections.unmodifiableSortedSet(new TreeSet<>(withFormerCookie));
        visitors = Collections.unmodifiableSortedSet(new TreeSet<>(visitors));
    }

    /** Creates the report of a mesh in which all nodes have the cookie, and no other node was connected. */
    public MeshReport(SortedMap<NodeName, NodeView> nodes) {
        this(nodes, Collections.emptySortedSet(), Collections.emptySortedSet());
    }

    /** Returns the same report with other views of the nodes. */
    public MeshReport with(SortedMap<NodeName, NodeView> views) {
        return new MeshReport(views, withFormerCookie, visitors);
    }

    /** Whether the mesh is whole; {@code UNKNOWN} if a node was not reached and nothing else is wrong. */
    public enum Wholeness {
        WHOLE,
        BROKEN,
        UNKNOWN
    }

    /** How many directed links a full mesh of these members has. */
    public int expectedLinks() {
        return nodes.size() * (nodes.size() - 1);
    }

    /** The directed links that were verified by a call. */
    public SortedSet<Link> establishedLinks() {
        var links = new TreeSet<Link>();
        nodes.forEach((from, view) -> {
            if (view instanceof NodeView.Reached reached) {
                reached.answering().forEach(to -> links.add(new Link(from, to)));
            }
        });
        return links;
    }

    /** The directed links that a reached node reports as broken, with their faults. */
    public SortedMap<Link, Fault> missingLinks() {
        var links = new TreeMap<Link, Fault>();
        nodes.forEach((from, view) -> {
            if (view instanceof NodeView.Reached reached) {
                reached.faults().forEach((to, fault) -> links.put(new Link(from, to), fault));
            }
        });
        return links;
    }

    /** The nodes that did not answer the operator. */
    public SortedMap<NodeName, Fault> unreachable() {
        var faults = new TreeMap<NodeName, Fault>();
        nodes.forEach((node, view) -> {
            if (view instanceof NodeView.Unreachable unreachable) {
                faults.put(node, unreachable.fault());
            }
        });
        return faults;
    }

    /** Whether a reached member has a working link to this node. */
    public boolean isSeenByAPeer(NodeName node) {
        return nodes.values().stream()
                .anyMatch(view -> view instanceof NodeView.Reached reached
                        && reached.answering().contains(node));
    }

    /** Visible nodes in the mesh that are not members. */
    public SortedSet<NodeName> unexpectedNodes() {
        var unexpectedNodes = new TreeSet<NodeName>();
        nodes.values().forEach(view -> {
            if (view instanceof NodeView.Reached reached) {
                unexpectedNodes.addAll(reached.unexpectedNodes());
            }
        });
        return unexpectedNodes;
    }

    /**
     * The groups of nodes joined by links that work in at least one direction, largest first; groups of equal size
     * are ordered by their first node. A node without any working link is a group of its own.
     */
    public List<SortedSet<NodeName>> islands() {
        Map<NodeName, SortedSet<NodeName>> neighbours = neighbours();
        var left = new TreeSet<>(nodes.keySet());
        var islands = new ArrayList<SortedSet<NodeName>>();
        while (!left.isEmpty()) {
            SortedSet<NodeName> island = reachableFrom(left.first(), neighbours);
            left.removeAll(island);
            islands.add(island);
        }
        islands.sort((one, other) -> one.size() != other.size()
                ? Integer.compare(other.size(), one.size())
                : one.first().compareTo(other.first()));
        return Collections.unmodifiableList(islands);
    }

    /** Broken if a link is known to be missing; unknown if only the operator failed to reach a node. */
    public Wholeness isWhole() {
        if (!missingLinks().isEmpty()) {
            return Wholeness.BROKEN;
        }
        return unreachable().isEmpty() ? Wholeness.WHOLE : Wholeness.UNKNOWN;
    }

    private Map<NodeName, SortedSet<NodeName>> neighbours() {
        var neighbours = new TreeMap<NodeName, SortedSet<NodeName>>();
        nodes.keySet().forEach(node -> neighbours.put(node, new TreeSet<>()));
        establishedLinks().forEach(link -> {
            neighbours.computeIfPresent(link.from(), (node, peers) -> with(peers, link.to()));
            neighbours.computeIfPresent(link.to(), (node, peers) -> with(peers, link.from()));
        });
        return neighbours;
    }

    private static SortedSet<NodeName> with(SortedSet<NodeName> peers, NodeName peer) {
        peers.add(peer);
        return peers;
    }

    private static SortedSet<NodeName> reachableFrom(NodeName start, Map<NodeName, SortedSet<NodeName>> neighbours) {
        var seen = new TreeSet<NodeName>();
        Deque<NodeName> queue = new ArrayDeque<>(List.of(start));
        while (!queue.isEmpty()) {
            NodeName node = queue.remove();
            if (seen.add(node)) {
                queue.addAll(neighbours.getOrDefault(node, Collections.emptySortedSet()));
            }
        }
        return Collections.unmodifiableSortedSet(seen);
    }
}
