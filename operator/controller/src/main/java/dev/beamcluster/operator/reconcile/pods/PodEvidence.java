package dev.beamcluster.operator.reconcile.pods;

import java.util.List;

import dev.beamcluster.operator.observed.PendingClaim;

/**
 * What is known of a pod in addition to the pod itself.
 *
 * @param warnings its Events of type Warning, as far as they were read
 * @param claims its claims that have no volume
 */
public record PodEvidence(List<PodWarning> warnings, List<PendingClaim> claims) {

    public static final PodEvidence NONE = new PodEvidence(List.of(), List.of());
}
