package dev.beamcluster.operator.reconcile;

import java.time.Duration;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Mesh;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.reconcile.credentials.MeshAccess;

/** The target of the mesh monitor: a function of the spec and of the snapshot. */
final class MeshTargets {

    private MeshTargets() {}

    static MeshTarget of(BeamCluster cluster, Snapshot seen, MeshAccess access) {
        Mesh mesh = cluster.getSpec().mesh();
        boolean connects = mesh.formation() == Mesh.Formation.Operator
                && !cluster.getSpec().paused();
        return new MeshTarget(
                access.cookie(),
                access.formerCookies(),
                access.protocol(),
                seen.members(),
                seen.leaving().values().stream().map(ExpectedNode::member).toList(),
                connects ? MeshTarget.Formation.OPERATOR : MeshTarget.Formation.APPLICATION,
                healing(mesh),
                mesh.retransmitEverySecond(),
                Duration.ofSeconds(mesh.probe().intervalSeconds()),
                Duration.ofMillis(mesh.probe().timeoutMillis()));
    }

    /** Returns the maximum age of a report of this cluster, see {@link MeshTarget#staleAfter(Duration, Duration)}. */
    static Duration staleAfter(BeamCluster cluster) {
        Mesh.Probe probe = cluster.getSpec().mesh().probe();
        return MeshTarget.staleAfter(
                Duration.ofSeconds(probe.intervalSeconds()), Duration.ofMillis(probe.timeoutMillis()));
    }

    /** Returns how often the nodes are asked for the figures of their VMs; zero if they are not asked. */
    static Duration vmInterval(BeamCluster cluster) {
        return Duration.ofSeconds(cluster.getSpec().mesh().metrics().intervalSeconds());
    }

    private static MeshTarget.Healing healing(Mesh mesh) {
        return switch (mesh.healing()) {
            case Reconnect -> MeshTarget.Healing.RECONNECT;
            case Reset -> MeshTarget.Healing.RESET;
            case None -> MeshTarget.Healing.NONE;
        };
    }
}
