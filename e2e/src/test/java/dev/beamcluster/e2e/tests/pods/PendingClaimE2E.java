package dev.beamcluster.e2e.tests.pods;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.Cluster;
import dev.beamcluster.e2e.harness.GrowingStorage;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

/** A storage class that does not exist: the message names it and the claim, and each of its remedies works. */
@EndToEnd
class PendingClaimE2E {

    private static final Duration REPORTED = Duration.ofSeconds(60);

    @Test
    void theStorageClassThatIsMissingIsNamedAndCreated(TestNamespace namespace, Cluster cluster) {
        // Given a name that no other test uses
        String missing = namespace.name();

        // When
        var beam = namespace.apply("chat", yaml(missing));

        // Then
        beam.eventually(REPORTED, status -> {
            status.node("chat-0", node -> node.reason(), "ClaimPending");
            status.condition("Ready")
                    .isFalse()
                    .mentions(
                            "PersistentVolumeClaim data-chat-0 is pending (storage class " + missing + ")",
                            "\"" + missing + "\" not found");
        });

        // When
        try (var _ = GrowingStorage.in(cluster, missing)) {
            // Then
            beam.becomesWhole(1);
        }
    }

    @Test
    void aClaimOfAnEarlierBeamClusterIsNamedAndDeleted(TestNamespace namespace) {
        // Given the claim of a BeamCluster that asked for a class that does not exist
        var wrong = namespace.apply("chat", yaml(namespace.name()));
        wrong.eventually(REPORTED, status -> status.node("chat-0", node -> node.reason(), "ClaimPending"));
        var _ = namespace.kubectl().run("delete", "beam/chat").orFail();

        // When
        var beam = namespace.apply("chat", yaml("local-path"));

        // Then
        beam.eventually(
                REPORTED,
                status -> status.condition("Ready")
                        .isFalse()
                        .mentions("data-chat-0", "spec.storage asks for storage class local-path: delete the claim"));

        // When its remedy is followed; kubectl may wait for the new claim of that name, which the StatefulSet creates
        // at once
        var _ = namespace
                .kubectl()
                .run("delete", "pvc/data-chat-0", "--wait=false")
                .orFail();

        // Then
        beam.becomesWhole(1);
    }

    private static String yaml(String storageClass) {
        return SampleRelease.MIX.yaml(
                "chat",
                1,
                "  storage: {volumes: [{name: data, mountPath: /var/lib/chat, size: 1Gi, storageClassName: %s}]}\n"
                        .formatted(storageClass));
    }
}
