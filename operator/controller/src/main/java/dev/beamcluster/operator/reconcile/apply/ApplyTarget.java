package dev.beamcluster.operator.reconcile.apply;

import java.util.Optional;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/** The BeamCluster that a reconcile applies, with its cached and its applied objects. */
record ApplyTarget(BeamCluster cluster, CachedObjects cached, AppliedObjects applied) {

    /** Returns its StatefulSet, as it was last written. */
    Optional<StatefulSet> nodes() {
        return cached.statefulSet(cluster)
                .map(there -> applied.newerThan(there, StatefulSet.class).orElse(there));
    }

    /** Whether the caches have this object. */
    boolean has(HasMetadata object) {
        return inCache(object).isPresent();
    }

    /** Returns the object of this kind and name in the caches. */
    Optional<HasMetadata> inCache(HasMetadata object) {
        return cached.named(object.getClass(), object.getMetadata().getName()).map(HasMetadata.class::cast);
    }

    /** Whether nothing has to be written, because the BeamCluster's object is as it was applied. */
    boolean isUpToDate(HasMetadata object) {
        return inCache(object)
                .filter(there -> Ownership.isOf(there, cluster))
                .filter(there -> applied.isUpToDate(object, there))
                .isPresent();
    }
}
