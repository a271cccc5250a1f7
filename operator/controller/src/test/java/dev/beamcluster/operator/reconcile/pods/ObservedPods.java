package dev.beamcluster.operator.reconcile.pods;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.events.v1.Event;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.observed.PodFacts;

/** Pods as the operator observes them when it has read all their Events, for tests in other packages. */
public final class ObservedPods {

    private ObservedPods() {}

    public static PodFacts of(
            BeamCluster cluster, Pod pod, List<PersistentVolumeClaim> claims, List<Event> events, Instant now) {
        List<PodWarning> warnings = events.stream()
                .filter(event ->
                        event.getRegarding().getUid().equals(pod.getMetadata().getUid()))
                .map(PodWarning::of)
                .toList();
        Map<String, Optional<String>> causes = events.stream()
                .collect(Collectors.toMap(
                        event -> event.getRegarding().getUid(),
                        event -> Optional.of(event.getNote()),
                        (one, _) -> one));
        var evidence = new PodEvidence(warnings, new UnboundClaims(cluster, claims).of(new PodView(pod), causes));
        return PodObservation.of(pod, evidence, now);
    }
}
