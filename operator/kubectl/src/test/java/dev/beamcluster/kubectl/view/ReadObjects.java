package dev.beamcluster.kubectl.view;

import java.time.Instant;
import java.util.List;

import io.fabric8.kubernetes.api.model.EventList;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimList;
import io.fabric8.kubernetes.api.model.PodList;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.kubectl.Golden;

/** What the plugin read in the tests. */
final class ReadObjects {

    static final Instant NOW = Instant.parse("2026-01-02T10:00:00Z");

    private ReadObjects() {}

    static BeamCluster cluster(String file) {
        return Golden.read("cluster/" + file + ".yaml", BeamCluster.class);
    }

    static ClusterFacts facts(String file) {
        return new ClusterFacts(
                cluster(file),
                new Asked.Got<>(Golden.read("cluster/pods.yaml", PodList.class).getItems()),
                new Asked.Got<>(Golden.read("cluster/claims.yaml", PersistentVolumeClaimList.class)
                        .getItems()),
                new Asked.Got<>(EventTimes.sorted(
                        Golden.read("cluster/events.yaml", EventList.class).getItems())),
                new Asked.Got<>(List.of(new CertificateDates("chat-tls", NOW.plusSeconds(7_200_000)))));
    }

    static ClusterFacts unanswered(String file) {
        return new ClusterFacts(
                cluster(file),
                new Asked.Unanswered<>("missing right: jane may not list pods in the namespace shop"),
                new Asked.Got<>(List.of()),
                new Asked.Unanswered<>("missing right: jane may not list events in the namespace shop"),
                new Asked.Got<>(List.of(new CertificateDates("chat-tls", NOW.minusSeconds(60)))));
    }
}
