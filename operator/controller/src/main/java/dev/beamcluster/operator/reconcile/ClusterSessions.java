package dev.beamcluster.operator.reconcile;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import io.fabric8.kubernetes.api.model.Pod;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.MeshMonitor;
import dev.beamcluster.operator.desired.Naming;

/**
 * The sessions, one for each BeamCluster. A BeamCluster is its UID: the next one of the same name gets a session of its own, even if the
 * deletion of the previous one was missed.
 */
final class ClusterSessions {

    private final Map<Name, ClusterSession> sessions = new ConcurrentHashMap<>();
    private final MeshMonitor monitor;
    private final Drainer.Listener onDrained;
    private final Caches caches;
    private final InstantSource clock;
    private final Pace pace;

    private record Name(String namespace, String name) {

        static Name of(ClusterId id) {
            return new Name(id.namespace(), id.name());
        }
    }

    /** The caches, as far as they tell of a BeamCluster that is gone. */
    interface Caches {

        /** Whether there is this BeamCluster. It must be gone from here before {@link ClusterSessions#close} is called. */
        boolean exists(ClusterId id);

        /** The pods that carry the label of a BeamCluster of this name. */
        List<Pod> pods(ClusterId id);
    }

    /**
     * How a deleted BeamCluster is followed.
     *
     * @param pause between two looks at its pods
     * @param patience how long garbage collection may take to delete them
     */
    record Pace(Duration pause, Duration patience) {

        /** Garbage collection takes seconds, or a little longer when it was just restarted. */
        static final Pace STANDARD = new Pace(Duration.ofSeconds(1), Duration.ofMinutes(1));
    }

    ClusterSessions(MeshMonitor monitor, Drainer.Listener onDrained, Caches caches, InstantSource clock, Pace pace) {
        this.monitor = monitor;
        this.onDrained = onDrained;
        this.caches = caches;
        this.clock = clock;
        this.pace = pace;
    }

    /** The session of this BeamCluster; a closed one where it was deleted meanwhile. */
    ClusterSession of(BeamCluster cluster) {
        ClusterId id = Naming.id(cluster);
        ClusterSession session = sessions.compute(Name.of(id), (_, current) -> {
            if (current != null && current.id().equals(id)) {
                return current;
            }
            if (current != null) {
                close(current); // Its deletion was missed.
            }
            return new ClusterSession(id, monitor, onDrained);
        });
        // Asked only now: a deletion that the cache does not know yet is announced later, and finds this session.
        if (!caches.exists(id)) {
            close(id);
        }
        return session;
    }

    /** A BeamCluster is being deleted, and a finalizer keeps it: it is not reconciled, and its nodes may go at any time. */
    void follow(ClusterId id) {
        sessions.computeIfPresent(Name.of(id), (_, session) -> {
            if (session.id().equals(id)) {
                session.follow(last -> follow(id, last, session));
            }
            return session;
        });
    }

    /** A BeamCluster is gone. */
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
