package dev.beamcluster.operator.reconcile.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;

/** A child object without its status, which other controllers maintain. */
final class WithoutStatus {

    private WithoutStatus() {}

    static HasMetadata of(HasMetadata object) {
        switch (object) {
            case StatefulSet statefulSet -> statefulSet.setStatus(null);
            case PodDisruptionBudget budget -> budget.setStatus(null);
            case Service service -> service.setStatus(null);
            default -> {}
        }
        return object;
    }
}
