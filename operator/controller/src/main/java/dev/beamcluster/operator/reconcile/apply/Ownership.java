package dev.beamcluster.operator.reconcile.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.status.ApplyOutcome.Refused;
import dev.beamcluster.operator.status.Reason;

/** Whose an object is. What belongs to someone else is never adopted, changed or deleted. */
public final class Ownership {

    private Ownership() {}

    /** Told by UID: an object of an earlier BeamCluster of the same name is not this one's. */
    public static boolean isOf(HasMetadata object, BeamCluster cluster) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> cluster.getMetadata().getUid().equals(owner.getUid()));
    }

    /** The outcome where an object with a name that we need is not ours. */
    public static Refused refusal(HasMetadata object, BeamCluster cluster) {
        return refusal(object.getKind() + " " + object.getMetadata().getName(), cluster);
    }

    /**
     * The same.
     *
     * @param object its kind and name
     */
    public static Refused refusal(String object, BeamCluster cluster) {
        return new Refused(
                Reason.ApplyRefused,
                object
                        + " already exists and belongs to someone else; delete it, or give this BeamCluster another name than "
                        + cluster.getMetadata().getName());
    }
}
