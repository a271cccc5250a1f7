package dev.beamcluster.mesh;

import java.util.Comparator;

/** One direction between two nodes: what {@code from} can tell of {@code to}. */
public record Link(NodeName from, NodeName to) implements Comparable<Link> {

    private static final Comparator<Link> ORDER =
            Comparator.comparing(Link::from).thenComparing(Link::to);

    /** Its two nodes, whichever way round. */
    public Pair pair() {
        return Pair.of(from, to);
    }

    @Override
    public int compareTo(Link other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return from + " -> " + to;
    }
}
