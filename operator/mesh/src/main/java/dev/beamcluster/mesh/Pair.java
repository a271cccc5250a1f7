package dev.beamcluster.mesh;

import java.util.Comparator;

/** Two nodes, without direction: {@code first} sorts before {@code second}. */
public record Pair(NodeName first, NodeName second) implements Comparable<Pair> {

    private static final Comparator<Pair> ORDER =
            Comparator.comparing(Pair::first).thenComparing(Pair::second);

    public Pair {
        if (first.compareTo(second) >= 0) {
            throw new IllegalArgumentException("not in order: " + first + ", " + second);
        }
    }

    /** Returns the pair of two different nodes. */
    public static Pair of(NodeName one, NodeName other) {
        return one.compareTo(other) < 0 ? new Pair(one, other) : new Pair(other, one);
    }

    /** Returns the node of the pair that is not this one. */
    public NodeName other(NodeName node) {
        return node.equals(first) ? second : first;
    }

    @Override
    public int compareTo(Pair other) {
        return ORDER.compare(this, other);
    }
}
