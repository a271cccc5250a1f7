package dev.beamcluster.kubectl.view;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/** What a change will do, in words, before it is made. */
public final class Plans {

    private Plans() {}

    /** What a restart does. */
    public static String restart(BeamCluster cluster) {
        String paused = cluster.getSpec().paused()
                ? " It is paused: nothing happens before kubectl beam resume %s."
                        .formatted(cluster.getMetadata().getName())
                : "";
        return "All %d nodes of %s are replaced, one after the other; the next one when every link is verified again.%s"
                .formatted(cluster.getSpec().replicas(), name(cluster), paused);
    }

    /** What pausing does. */
    public static String pause(BeamCluster cluster) {
        return "The operator stops changing anything for %s, and goes on reporting. Nodes keep running."
                .formatted(name(cluster));
    }

    /** What resuming does. */
    public static String resume(BeamCluster cluster) {
        return "The operator applies the spec of %s again. What was changed since the pause is rolled out."
                .formatted(name(cluster));
    }

    /** What a change of the size does. */
    public static String scale(BeamCluster cluster, int replicas) {
        int now = cluster.getSpec().replicas();
        if (replicas == now) {
            return "%s has %d nodes already; nothing changes.".formatted(name(cluster), now);
        }
        if (replicas > now) {
            return "%s grows from %d to %d nodes: %d directed links."
                    .formatted(name(cluster), now, replicas, replicas * (replicas - 1));
        }
        boolean isDrained = cluster.getSpec().drain() != null;
        String first = replicas == now - 1
                ? cluster.getMetadata().getName() + "-" + replicas
                : "%s-%d to %s-%d"
                        .formatted(
                                cluster.getMetadata().getName(),
                                replicas,
                                cluster.getMetadata().getName(),
                                now - 1);
        return "%s shrinks from %d to %d nodes: %s terminate%s, the last one first%s."
                .formatted(
                        name(cluster),
                        now,
                        replicas,
                        first,
                        replicas == now - 1 ? "s" : "",
                        isDrained ? ", each after its drain" : "");
    }

    private static String name(BeamCluster cluster) {
        return cluster.getMetadata().getNamespace() + "/"
                + cluster.getMetadata().getName();
    }
}
