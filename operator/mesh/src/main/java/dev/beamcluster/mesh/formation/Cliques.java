package dev.beamcluster.mesh.formation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Pair;

/**
 * Which nodes to connect with each other: disjoint cliques of nodes that are linked or can be, largest first; cliques
 * of equal size are ordered by name.
 *
 * <p>Connecting nodes of two cliques would create an overlapping partition, and OTP 25 and newer resolve that by
 * disconnecting nodes ({@code prevent_overlapping_partitions}, kernel). So a mesh with a cut gets the best shape that
 * costs no link: linked nodes stay together, and join others as a whole or not at all.
 *
 * <p>Nodes are numbered in order. Each has a set of the nodes that it is linked to, and a set of those that it is or
 * can be linked to. Searching a few hundred nodes takes milliseconds.
 */
final class Cliques {

    private final List<NodeName> nodes;
    private final List<BitSet> linked = new ArrayList<>();
    private final List<BitSet> joined = new ArrayList<>();

    /**
     * Returns disjoint cliques that cover all nodes.
     *
     * @param linked pairs that are connected now
     * @param able pairs that are not connected but can be
     */
    static List<SortedSet<NodeName>> of(Collection<NodeName> nodes, Set<Pair> linked, Set<Pair> able) {
        return new Cliques(List.copyOf(new TreeSet<>(nodes)), linked, able).find();
    }

    private Cliques(List<NodeName> nodes, Set<Pair> links, Set<Pair> able) {
        this.nodes = nodes;
        Map<NodeName, Integer> numbers = new HashMap<>();
        for (NodeName node : nodes) {
            numbers.put(node, numbers.size());
            linked.add(new BitSet());
            joined.add(new BitSet());
        }
        links.forEach(pair -> join(pair, numbers, linked));
        links.forEach(pair -> join(pair, numbers, joined));
        able.forEach(pair -> join(pair, numbers, joined));
    }

    private static void join(Pair pair, Map<NodeName, Integer> numbers, List<BitSet> neighbours) {
        Integer first = numbers.get(pair.first());
        Integer second = numbers.get(pair.second());
        if (first != null && second != null) {
            neighbours.get(first).set(second);
            neighbours.get(second).set(first);
        }
    }

    /**
     * Groups linked nodes first, then the groups. Splits a group of linked nodes that is not a clique and cannot
     * become one.
     */
    private List<SortedSet<NodeName>> find() {
        var groups = new ArrayList<BitSet>();
        for (BitSet component : components()) {
            groups.addAll(disjoint(singles(component)));
        }
        return disjoint(groups).stream()
                .map(clique -> clique.stream().mapToObj(nodes::get).collect(Collectors.toCollection(TreeSet::new)))
                .map(clique -> (SortedSet<NodeName>) clique)
                .toList();
    }

    /** The groups of nodes joined by links, directly or through others. */
    private List<BitSet> components() {
        var components = new ArrayList<BitSet>();
        var left = new BitSet();
        left.set(0, nodes.size());
        while (!left.isEmpty()) {
            var component = new BitSet();
            var open = new BitSet();
            open.set(left.nextSetBit(0));
            while (!open.isEmpty()) {
                int node = open.nextSetBit(0);
                component.set(node);
                open.or(linked.get(node));
                open.andNot(component);
            }
            components.add(component);
            left.andNot(component);
        }
        return components;
    }

    private static List<BitSet> singles(BitSet nodes) {
        return nodes.stream()
                .mapToObj(node -> {
                    var single = new BitSet();
                    single.set(node);
                    return single;
                })
                .toList();
    }

    /** Combines whole units into cliques, largest first. */
    private List<BitSet> disjoint(List<BitSet> units) {
        var unitOf = new HashMap<Integer, BitSet>();
        var left = new BitSet();
        for (BitSet unit : units) {
            left.or(unit);
            unit.stream().forEach(node -> unitOf.put(node, unit));
        }
        var cliques = new ArrayList<BitSet>();
        while (!left.isEmpty()) {
            BitSet largest = largest(left, unitOf);
            cliques.add(largest);
            left.andNot(largest);
        }
        return cliques;
    }

    /**
     * Grows a clique from each node in turn and returns the largest; in a complete graph the first one is the
     * largest.
     */
    private BitSet largest(BitSet among, Map<Integer, BitSet> unitOf) {
        var best = new BitSet();
        for (int start = among.nextSetBit(0); start >= 0; start = among.nextSetBit(start + 1)) {
            BitSet clique = grown(start, among, unitOf);
            if (clique.cardinality() > best.cardinality()) {
                best = clique;
            }
            if (best.cardinality() == among.cardinality()) {
                break;
            }
        }
        return best;
    }

    /** Grows a clique from {@code start}: first nodes that are linked to it, then nodes that can be. */
    private BitSet grown(int start, BitSet among, Map<Integer, BitSet> unitOf) {
        var clique = new BitSet();
        var reachAll = (BitSet) among.clone();
        take(unitOf.getOrDefault(start, new BitSet()), clique, reachAll);
        for (BitSet candidates : List.of(linked.get(start), reachAll)) {
            for (int peer = candidates.nextSetBit(0); peer >= 0; peer = candidates.nextSetBit(peer + 1)) {
                BitSet unit = unitOf.getOrDefault(peer, new BitSet());
                if (reachAll.get(peer) && unit.stream().allMatch(reachAll::get)) {
                    take(unit, clique, reachAll);
                }
            }
        }
        return clique;
    }

    /** Adds a unit to the clique, and keeps only candidates that reach all of it. */
    private void take(BitSet unit, BitSet clique, BitSet reachAll) {
        clique.or(unit);
        unit.stream().forEach(node -> reachAll.and(joined.get(node)));
    }
}
