package dev.beamcluster.operator.mesh;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which nodes to connect: disjoint cliques of nodes that can all reach each other, largest first, ties by name.
 *
 * <p>Connecting across two cliques would make an overlapping partition, and OTP 25 and newer answers that by disconnecting nodes
 * ({@code prevent_overlapping_partitions}, kernel). So a mesh with a cut in it gets the best shape that stays.
 */
public final class FormationPlan {

    private FormationPlan() {}

    /**
     * The pairs to connect, sorted.
     *
     * @param nodes the nodes that can be told to connect
     * @param linked pairs that are connected now
     * @param open pairs that are not, and between which a path was proved
     */
    public static SortedSet<Pair> connects(Collection<NodeName> nodes, Set<Pair> linked, Set<Pair> open) {
        var pairs = new TreeSet<Pair>();
        for (SortedSet<NodeName> clique : cliques(nodes, linked, open)) {
            inside(clique).stream().filter(pair -> !linked.contains(pair)).forEach(pairs::add);
        }
        return Collections.unmodifiableSortedSet(pairs);
    }

    /**
     * Those of the pairs that are connected first: so many that no node takes part in more than {@code perNode} of them. The others
     * are for the rounds after.
     *
     * @param pairs sorted, so that the nodes that come first are together first
     */
    public static SortedSet<Pair> wave(SortedSet<Pair> pairs, int perNode) {
        var busy = new HashMap<NodeName, Integer>();
        var wave = new TreeSet<Pair>();
        for (Pair pair : pairs) {
            int first = busy.getOrDefault(pair.first(), 0);
            int second = busy.getOrDefault(pair.second(), 0);
            if (first < perNode && second < perNode) {
                busy.put(pair.first(), first + 1);
                busy.put(pair.second(), second + 1);
                wave.add(pair);
            }
        }
        return Collections.unmodifiableSortedSet(wave);
    }

    /** Disjoint cliques that cover all nodes, largest first. */
    static List<SortedSet<NodeName>> cliques(Collection<NodeName> nodes, Set<Pair> linked, Set<Pair> open) {
        var left = new TreeSet<>(nodes);
        var cliques = new ArrayList<SortedSet<NodeName>>();
        while (!left.isEmpty()) {
            SortedSet<NodeName> largest = largest(left, linked, open);
            cliques.add(largest);
            left.removeAll(largest);
        }
        return cliques;
    }

    /** The largest of those that grow from each node in turn; a complete graph is found at the first. */
    private static SortedSet<NodeName> largest(SortedSet<NodeName> nodes, Set<Pair> linked, Set<Pair> open) {
        SortedSet<NodeName> best = Collections.emptySortedSet();
        for (NodeName start : nodes) {
            SortedSet<NodeName> clique = grown(start, nodes, linked, open);
            if (clique.size() > best.size()) {
                best = clique;
            }
            if (best.size() == nodes.size()) {
                break;
            }
        }
        return best;
    }

    /** Links that stand are kept together before paths that are only open. */
    private static SortedSet<NodeName> grown(
            NodeName start, SortedSet<NodeName> nodes, Set<Pair> linked, Set<Pair> open) {
        var candidates = new ArrayList<>(nodes);
        candidates.remove(start);
        candidates.sort(Comparator.<NodeName>comparingInt(node -> linked.contains(Pair.of(start, node)) ? 0 : 1)
                .thenComparing(Comparator.naturalOrder()));
        var clique = new TreeSet<>(List.of(start));
        for (NodeName candidate : candidates) {
            boolean reachesAll = clique.stream()
                    .map(member -> Pair.of(member, candidate))
                    .allMatch(pair -> linked.contains(pair) || open.contains(pair));
            if (reachesAll) {
                clique.add(candidate);
            }
        }
        return clique;
    }

    private static List<Pair> inside(SortedSet<NodeName> clique) {
        var pairs = new ArrayList<Pair>();
        for (NodeName first : clique) {
            for (NodeName second : clique.tailSet(first)) {
                if (!first.equals(second)) {
                    pairs.add(new Pair(first, second));
                }
            }
        }
        return pairs;
    }
}
