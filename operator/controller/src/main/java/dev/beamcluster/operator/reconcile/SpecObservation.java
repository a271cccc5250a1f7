package dev.beamcluster.operator.reconcile;

import java.util.Optional;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Distribution;
import dev.beamcluster.api.v1alpha1.NodeNaming;
import dev.beamcluster.operator.desired.CookieReference;
import dev.beamcluster.operator.observed.SpecFacts;

/** Reads what the status says about the spec. */
final class SpecObservation {

    private SpecObservation() {}

    static SpecFacts of(BeamCluster cluster) {
        var spec = cluster.getSpec();
        Distribution distribution = spec.distribution();
        return new SpecFacts(
                spec.release().name(),
                NodeNaming.addressOf(spec.node()) != NodeNaming.Address.DNS,
                Optional.ofNullable(distribution.clusterDomain()),
                Optional.of(CookieReference.of(cluster))
                        .filter(reference -> !reference.own())
                        .map(CookieReference::secret),
                Optional.ofNullable(distribution.tls()).map(Distribution.Tls::secretName));
    }
}
