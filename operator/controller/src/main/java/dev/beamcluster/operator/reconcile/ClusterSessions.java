package dev.beamcluster.operator.reconcile;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import io.fabric8.kubernetes.api.model.Pod;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.MeshMonitor;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.metrics.OperatorMetrics;

/**
 * The sessions, one for each BeamCluster. Sessions are keyed by UID: a later BeamCluster of the same name gets its own session,
 * even if the operator missed the deletion of the previous one.
 */
final class ClusterSessions {

    private final Map<Name, ClusterSession> sessions = new ConcurrentHashMap<>();
    private final MeshMonitor monitor;
    private final Drainer.Listener onDrained;
    private final Caches caches;
    private final OperatorMetrics metrics;
    private final InstantSource clock;
    private final Pace pace;

    private record Name(String namespace, String name) {

        static Name of(ClusterId id) {
            return new Name(id.namespace(), id.name());
        }
    }

    /** The caches, for looking up a BeamCluster that has been deleted. */
    interface Caches {

        /** Whether this BeamCluster exists. It must be absent from the cache before {@link ClusterSessions#close} is called. */
        boolean exists(ClusterId id);

        /** Returns the pods with the label of a BeamCluster of this name. */
        List<Pod> pods(ClusterId id);
    }

    /**
     * How to follow a deleted BeamCluster.
     *
     * @param pause the time between two checks of its pods
     * @param patience how long garbage collection may take to delete them
     */
    record Pace(Duration pause, Duration patience) {

        /** Garbage collection takes seconds, or a little longer after its restart. */
        static final Pace STANDARD = new Pace(Duration.ofSeconds(1), Duration.ofMinutes(1));
    }

    ClusterSessions(
            MeshMonitor monitor,
            Drainer.Listener onDrained,
            Caches caches,
            OperatorMetrics metrics,
            InstantSource clock,
            Pace pace) {
        this.monitor = monitor;
        this.onDrained = onDrained;
        this.caches = caches;
        this.metrics = metrics;
        this.clock = clock;
        this.pace = pace;
    }

    /** Returns the session of this BeamCluster; a closed one if it has been deleted in the meantime. */
    ClusterSession of(BeamCluster cluster) {
        ClusterId id = Naming.id(cluster);
        ClusterSession session = sessions.compute(Name.of(id), (_, current) -> {
            if (current != null && current.id().equals(id)) {
                return current;
            }
            if (current != null) {
                close(current); // The operator missed its deletion.
            }
            metrics.began(id);
            return new ClusterSession(id, monitor, onDrained);
        });
        // Checked only after the session is stored: a later deletion closes this session.
        if (!caches.exists(id)) {
            close(id);
        }
        return session;
    }

    /** Notes how a pod with the label of a BeamCluster ended, if this change reports its end. */
    void podChanged(Pod before, Pod after) {
        Optional.ofNullable(after.getMetadata().getLabels().get(Naming.CLUSTER_LABEL))
                .map(cluster -> sessions.get(new Name(after.getMetadata().getNamespace(), cluster)))
                .ifPresent(session -> session.podChanged(before, after));
    }

    /**
     * Follows a BeamCluster that is being deleted and that a finalizer keeps: it is not reconciled, and its nodes may terminate
     * at any time.
     */
    void follow(ClusterId id) {
        sessions.computeIfPresent(Name.of(id), (_, session) -> {
            if (session.id().equals(id)) {
                session.follow(last -> follow(id, last, session));
            }
            return session;
        });
    }

    /** Closes the session of a deleted BeamCluster. */
    void close(ClusterId id) {
        sessions.computeIfPresent(Name.of(id), (_, session) -> {
            if (!session.id().equals(id)) {
                return session;
            }
            close(session);
            return null;
        });
    }

    private void close(ClusterSession session) {
        metrics.ended(session.id());
        session.close(last -> follow(session.id(), last, session));
    }

    private CompletionStage<Void> follow(ClusterId id, LastSeen last, ClusterSession session) {
        return new DeletedClusterDrain(
                        last.cluster(),
                        () -> last.nodes(caches.pods(id)),
                        () -> !caches.exists(id),
                        session.drainer(),
                        clock)
                .start(pace.pause(), pace.patience());
    }
}
