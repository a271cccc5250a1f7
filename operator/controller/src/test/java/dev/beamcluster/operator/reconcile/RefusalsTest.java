package dev.beamcluster.operator.reconcile;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.audit.AuditReader;
import dev.beamcluster.operator.audit.AuditTrail;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.status.ApplyOutcome;
import dev.beamcluster.operator.status.Reason;

import static org.assertj.core.api.Assertions.assertThat;

class RefusalsTest {

    private static final ApplyOutcome PORT =
            new ApplyOutcome.Refused(Reason.InvalidSpec, "spec.ports[0]: 4369 is the port of epmd");

    private final List<String> lines = new ArrayList<>();
    private final Refusals refusals = new Refusals(new AuditTrail("operator-0", InstantSource.system(), lines::add));
    private final BeamCluster cluster = Chat.cluster("");
    private final ClusterSession session =
            new ClusterSession(Naming.id(cluster), new RecordingMonitor(), (_, _, _) -> {});

    @Test
    void aRefusalThatEachReconcileFindsAgainIsOneEntry() {
        // When two reconciles refuse the same spec for the same cause
        refusals.note(cluster, session, PORT);
        refusals.note(cluster, session, PORT);

        // Then it is there once, with its reason and its message
        assertThat(lines)
                .singleElement()
                .extracting(line -> AuditReader.read(line).orElseThrow().entry())
                .satisfies(entry -> {
                    assertThat(entry.action()).isEqualTo("InvalidSpec");
                    assertThat(entry.outcome().message()).isEqualTo("spec.ports[0]: 4369 is the port of epmd");
                    assertThat(entry.subject().resource()).isEqualTo("beamclusters");
                });
    }

    @Test
    void theNextGenerationAndARefusalAfterASuccessAreOthers() {
        // Given a refused spec
        refusals.note(cluster, session, PORT);

        // When the next spec is refused for the same cause, is repaired, and is broken again
        cluster.getMetadata().setGeneration(cluster.getMetadata().getGeneration() + 1);
        refusals.note(cluster, session, PORT);
        refusals.note(cluster, session, new ApplyOutcome.Paused());
        refusals.note(cluster, session, PORT);

        // Then each is an entry
        assertThat(lines).hasSize(3);
    }
}
