package dev.beamcluster.operator.reconcile;

import java.util.Set;
import java.util.function.Consumer;

import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.operator.desired.Naming;

/** Brings mesh reports to the reconciler as events, and the end of a BeamCluster to whoever keeps something for it. */
final class MeshEvents extends AbstractEventSource<MeshReport, BeamCluster> implements ResourceEventAware<BeamCluster> {

    private final Consumer<ClusterId> onDeleted;

    MeshEvents(Consumer<ClusterId> onDeleted) {
        super(MeshReport.class, "mesh");
        this.onDeleted = onDeleted;
    }

    /** A report that differs from the one before is there. */
    void changed(ClusterId cluster) {
        if (isRunning()) {
            getEventHandler().handleEvent(new Event(new ResourceID(cluster.name(), cluster.namespace())));
        }
    }

    @Override
    public Set<MeshReport> getSecondaryResources(BeamCluster cluster) {
        return Set.of();
    }

    @Override
    public void onResourceDeleted(BeamCluster cluster) {
        onDeleted.accept(Naming.id(cluster));
    }
}
