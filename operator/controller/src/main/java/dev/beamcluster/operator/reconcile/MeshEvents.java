package dev.beamcluster.operator.reconcile;

import java.util.Objects;
import java.util.Set;

import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.operator.desired.Naming;

/**
 * Triggers a reconcile when the mesh of a BeamCluster changes, or its annotation that asks for newer pod defaults, and notifies the
 * sessions when a BeamCluster is deleted.
 */
final class MeshEvents extends AbstractEventSource<MeshReport, BeamCluster> implements ResourceEventAware<BeamCluster> {

    private final ClusterSessions sessions;

    MeshEvents(ClusterSessions sessions) {
        super(MeshReport.class, "mesh");
        this.sessions = sessions;
    }

    /** Triggers a reconcile after a change in the mesh. */
    void changed(ClusterId cluster) {
        if (isRunning()) {
            getEventHandler().handleEvent(new Event(new ResourceID(cluster.name(), cluster.namespace())));
        }
    }

    @Override
    public Set<MeshReport> getSecondaryResources(BeamCluster cluster) {
        return Set.of();
    }

    /**
     * The SDK does not reconcile a BeamCluster that is being deleted, unless the operator has a finalizer on it, nor one whose
     * generation is the same.
     */
    @Override
    public void onResourceUpdated(BeamCluster cluster, BeamCluster before) {
        if (cluster.isMarkedForDeletion()) {
            sessions.follow(Naming.id(cluster));
        } else if (!Objects.equals(podDefaults(cluster), podDefaults(before))) {
            changed(Naming.id(cluster));
        }
    }

    private static @Nullable String podDefaults(BeamCluster cluster) {
        var annotations = cluster.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(Naming.POD_DEFAULTS_ANNOTATION);
    }

    @Override
    public void onResourceDeleted(BeamCluster cluster) {
        sessions.close(Naming.id(cluster));
    }
}
