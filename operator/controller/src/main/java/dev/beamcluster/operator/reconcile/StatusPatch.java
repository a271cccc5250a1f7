package dev.beamcluster.operator.reconcile;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus;

/** A fresh object with nothing but the status: the spec is the user's and is never sent back. */
final class StatusPatch {

    private StatusPatch() {}

    static BeamCluster of(BeamCluster cluster, BeamClusterStatus status) {
        var patch = new BeamCluster();
        patch.setMetadata(new ObjectMetaBuilder()
                .withName(cluster.getMetadata().getName())
                .withNamespace(cluster.getMetadata().getNamespace())
                .withUid(cluster.getMetadata().getUid())
                .build());
        patch.setStatus(status);
        return patch;
    }
}
