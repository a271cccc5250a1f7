package dev.beamcluster.mesh;

import java.util.Comparator;

/** Two nodes, whichever way round: {@code first} comes before {@code second}. */
public record Pair(NodeName first, NodeName second) implements Comparable<Pair> {

    private static final Comparator<Pair> ORDER =
            Comparator.comparing(Pair::first).thenComparing(Pair::second);

    public Pair {
        if (first.compareTo(second) >= 0) {
            throw new IllegalArgumentException("not in order: " + first + ", " + second);
        }
    }

    /** The pair of these two different nodes. */
    public static Pair of(NodeName one, NodeName other) {
        return one.compareTo(other) < 0 ? new Pair(one, other) : new Pair(other, one);
    }

    /** The one of the two that this is not. */
    public NodeName other(NodeName node) {
        return node.equals(first) ? second : first;
    }

    @Override
    public int compareTo(Pair other) {
        return ORDER.compare(this, other);
    }
}
