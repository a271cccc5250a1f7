package dev.beamcluster.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.status.ApplyOutcome.Refused;
import dev.beamcluster.operator.status.Reason;

/** Whose an object is. What is not ours is never adopted, changed or deleted. */
final class Ownership {

    private Ownership() {}

    /** By UID: an object of an earlier BeamCluster of the same name is not this one's. */
    static boolean isOf(HasMetadata object, BeamCluster cluster) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> cluster.getMetadata().getUid().equals(owner.getUid()));
    }

    static Refused refusal(HasMetadata object, BeamCluster cluster) {
        String what = object.getKind() + " " + object.getMetadata().getName();
        return new Refused(
                Reason.ApplyRefused,
                "metadata.name: a " + what
                        + " is there already and does not belong to this BeamCluster; delete it, or give the"
                        + " BeamCluster another name than "
                        + cluster.getMetadata().getName());
    }
}
