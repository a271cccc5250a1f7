package dev.beamcluster.operator.reconcile.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.status.ApplyOutcome.Refused;
import dev.beamcluster.operator.status.Reason;

/** Who owns an object. The operator never adopts, changes or deletes an object of another owner. */
public final class Ownership {

    private Ownership() {}

    /**
     * Whether the BeamCluster owns the object. Compares UIDs: an object of an earlier BeamCluster of the same name does not
     * belong to this one.
     */
    public static boolean isOf(HasMetadata object, BeamCluster cluster) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> cluster.getMetadata().getUid().equals(owner.getUid()));
    }

    /** Returns the outcome if an object with a name that the operator needs belongs to another owner. */
    public static Refused refusal(HasMetadata object, BeamCluster cluster) {
        return refusal(object.getKind() + " " + object.getMetadata().getName(), cluster);
    }

    /**
     * Returns the same outcome.
     *
     * @param object the kind and name of the object
     */
    public static Refused refusal(String object, BeamCluster cluster) {
        return new Refused(
                Reason.ApplyRefused,
                object
                        + " already exists and belongs to someone else; delete it, or give this BeamCluster another name than "
                        + cluster.getMetadata().getName());
    }
}
