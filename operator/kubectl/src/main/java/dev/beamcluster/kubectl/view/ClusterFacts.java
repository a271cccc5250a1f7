package dev.beamcluster.kubectl.view;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/**
 * What was read about one BeamCluster.
 *
 * @param claims the claims of its nodes; none without {@code spec.storage}
 * @param events the events about it, oldest first
 * @param certificates when its certificates end; none without TLS
 */
public record ClusterFacts(
        BeamCluster cluster,
        Asked<List<Pod>> pods,
        Asked<List<PersistentVolumeClaim>> claims,
        Asked<List<Event>> events,
        Asked<List<CertificateDates>> certificates) {

    /** Returns why something could not be read, each cause once; empty if everything was. */
    List<String> unanswered() {
        return Stream.<Optional<String>>of(pods.why(), claims.why(), events.why(), certificates.why())
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }
}
