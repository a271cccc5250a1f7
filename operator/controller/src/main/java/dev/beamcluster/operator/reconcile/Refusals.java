package dev.beamcluster.operator.reconcile;

import java.util.Map;
import java.util.WeakHashMap;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.audit.AuditTrail;
import dev.beamcluster.operator.audit.WriteCause;
import dev.beamcluster.operator.status.ApplyOutcome;

/** Tells the audit trail of each refusal once: every reconcile finds it again until a person acts. */
final class Refusals {

    private final AuditTrail audit;

    /** The last refusal of each BeamCluster that is refused now. */
    private final Map<ClusterSession, Told> told = new WeakHashMap<>();

    private record Told(long generation, ApplyOutcome.Refused refused) {}

    Refusals(AuditTrail audit) {
        this.audit = audit;
    }

    /** Notes the outcome of a reconcile. */
    synchronized void note(BeamCluster cluster, ClusterSession session, ApplyOutcome outcome) {
        switch (outcome) {
            case ApplyOutcome.Refused refused -> {
                var now = new Told(cluster.getMetadata().getGeneration(), refused);
                if (!now.equals(told.put(session, now))) {
                    audit.refused(
                            WriteCause.of(cluster, "apply"), refused.reason().name(), refused.message());
                }
            }
            case ApplyOutcome.Applied _, ApplyOutcome.Paused _ -> told.remove(session);
        }
    }
}
