package dev.beamcluster.mesh;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

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
        List<NodeName> sorted = List.copyOf(new TreeSet<>(nodes));
        var graph = new Graph(sorted, linked, open);
        var left = new BitSet();
        left.set(0, sorted.size());
        var cliques = new ArrayList<SortedSet<NodeName>>();
        while (!left.isEmpty()) {
            BitSet largest = graph.largest(left);
            cliques.add(largest.stream().mapToObj(sorted::get).collect(Collectors.toCollection(TreeSet::new)));
            left.andNot(largest);
        }
        return cliques;
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

    /** The nodes as numbers in their order, each with whom it is joined to: a few hundred of them are searched in milliseconds. */
    private static final class Graph {

        private final Map<NodeName, Integer> numbers = new HashMap<>();
        private final List<BitSet> linked = new ArrayList<>();
        private final List<BitSet> joined = new ArrayList<>();

        Graph(List<NodeName> nodes, Set<Pair> links, Set<Pair> paths) {
            for (NodeName node : nodes) {
                numbers.put(node, numbers.size());
                linked.add(new BitSet());
                joined.add(new BitSet());
            }
            links.forEach(pair -> join(pair, linked));
            links.forEach(pair -> join(pair, joined));
            paths.forEach(pair -> join(pair, joined));
        }

        private void join(Pair pair, List<BitSet> neighbours) {
            Integer first = numbers.get(pair.first());
            Integer second = numbers.get(pair.second());
            if (first != null && second != null) {
                neighbours.get(first).set(second);
                neighbours.get(second).set(first);
            }
        }

        /** The largest of those that grow from each node in turn; a complete graph is found at the first. */
        BitSet largest(BitSet nodes) {
            var best = new BitSet();
            for (int start = nodes.nextSetBit(0); start >= 0; start = nodes.nextSetBit(start + 1)) {
                BitSet clique = grown(start, nodes);
                if (clique.cardinality() > best.cardinality()) {
                    best = clique;
                }
                if (best.cardinality() == nodes.cardinality()) {
                    break;
                }
            }
            return best;
        }

        /** Links that stand are kept together before paths that are only open. */
        private BitSet grown(int start, BitSet nodes) {
            var clique = new BitSet();
            var reachAll = (BitSet) nodes.clone();
            take(start, clique, reachAll);
            BitSet stand = linked.get(start);
            for (int peer = stand.nextSetBit(0); peer >= 0; peer = stand.nextSetBit(peer + 1)) {
                if (reachAll.get(peer)) {
                    take(peer, clique, reachAll);
                }
            }
            for (int peer = reachAll.nextSetBit(0); peer >= 0; peer = reachAll.nextSetBit(peer + 1)) {
                take(peer, clique, reachAll);
            }
            return clique;
        }

        /** Adds a node; of those that reach all in the clique, the ones that reach it as well are left. */
        private void take(int node, BitSet clique, BitSet reachAll) {
            clique.set(node);
            reachAll.and(joined.get(node));
        }
    }
}
