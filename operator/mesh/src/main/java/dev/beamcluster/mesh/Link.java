package dev.beamcluster.mesh;

import java.util.Comparator;

/** A directed link: {@code from}'s view of its connection to {@code to}. */
public record Link(NodeName from, NodeName to) implements Comparable<Link> {

    private static final Comparator<Link> ORDER =
            Comparator.comparing(Link::from).thenComparing(Link::to);

    /** The link's two nodes, without direction. */
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
