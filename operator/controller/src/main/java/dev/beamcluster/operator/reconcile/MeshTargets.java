package dev.beamcluster.operator.reconcile;

import java.time.Duration;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Mesh;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.reconcile.credentials.MeshAccess;

/** What the mesh monitor is to probe: a function of the spec and of what was seen. */
final class MeshTargets {

    private MeshTargets() {}

    static MeshTarget of(BeamCluster cluster, Snapshot seen, MeshAccess access) {
        Mesh mesh = cluster.getSpec().mesh();
        boolean connects = mesh.formation() == Mesh.Formation.Operator
                && !cluster.getSpec().paused();
        return new MeshTarget(
                access.cookie(),
                access.protocol(),
                seen.members(),
                seen.leaving().values().stream().map(ExpectedNode::member).toList(),
                connects ? MeshTarget.Formation.OPERATOR : MeshTarget.Formation.APPLICATION,
                healing(mesh),
                Duration.ofSeconds(mesh.probe().intervalSeconds()),
                Duration.ofMillis(mesh.probe().timeoutMillis()));
    }

    /** How old a report of this cluster may be, see {@link MeshTarget#staleAfter(Duration, Duration)}. */
    static Duration staleAfter(BeamCluster cluster) {
        Mesh.Probe probe = cluster.getSpec().mesh().probe();
        return MeshTarget.staleAfter(
                Duration.ofSeconds(probe.intervalSeconds()), Duration.ofMillis(probe.timeoutMillis()));
    }

    private static MeshTarget.Healing healing(Mesh mesh) {
        return switch (mesh.healing()) {
            case Reconnect -> MeshTarget.Healing.RECONNECT;
            case Reset -> MeshTarget.Healing.RESET;
            case None -> MeshTarget.Healing.NONE;
        };
    }
}
