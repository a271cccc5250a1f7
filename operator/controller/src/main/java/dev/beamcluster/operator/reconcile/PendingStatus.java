package dev.beamcluster.operator.reconcile;

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus;

/**
 * The last computed status of a BeamCluster, while it is not written yet. The next one is computed from it, so that no step
 * of a rollout and no time of a state is lost between two writes.
 */
final class PendingStatus {

    private volatile @Nullable BeamClusterStatus status;
    private volatile @Nullable Instant lastWrite;

    /** Returns the BeamCluster with its last computed status. */
    BeamCluster in(BeamCluster cached) {
        @Nullable BeamClusterStatus computed = status;
        if (computed == null) {
            return cached;
        }
        var current = new BeamCluster();
        current.setMetadata(cached.getMetadata());
        current.setSpec(cached.getSpec());
        current.setStatus(computed);
        return current;
    }

    /** Returns when a status was last written. */
    Optional<Instant> lastWrite() {
        return Optional.ofNullable(lastWrite);
    }

    /** Keeps a status that is written later. */
    void defer(BeamClusterStatus later) {
        status = later;
    }

    /**
     * Notes that Kubernetes has the last computed status. What it lacks of the history, because something changed and changed back
     * between two writes, is written with the next change.
     */
    void isWrittenExceptHistory(BeamClusterStatus written, BeamClusterStatus computed) {
        status = computed.history().equals(written.history()) ? null : computed;
    }

    /** Notes that a status was written at this time. */
    void isWritten(Instant at) {
        status = null;
        lastWrite = at;
    }
}
