package dev.beamcluster.kubectl.page;

import java.util.Comparator;
import java.util.Optional;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/** Which BeamCluster. */
public record ClusterKey(String namespace, String name) implements Comparable<ClusterKey> {

    private static final Comparator<ClusterKey> ORDER =
            Comparator.comparing(ClusterKey::namespace).thenComparing(ClusterKey::name);

    /** Returns the key of a BeamCluster. */
    public static ClusterKey of(BeamCluster cluster) {
        return new ClusterKey(
                cluster.getMetadata().getNamespace(), cluster.getMetadata().getName());
    }

    /** Reads {@code namespace/name}; empty if the text is not of that form. */
    public static Optional<ClusterKey> parse(String text) {
        int slash = text.indexOf('/');
        boolean isKey = slash > 0 && slash < text.length() - 1 && text.indexOf('/', slash + 1) < 0;
        return isKey
                ? Optional.of(new ClusterKey(text.substring(0, slash), text.substring(slash + 1)))
                : Optional.empty();
    }

    @Override
    public int compareTo(ClusterKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
