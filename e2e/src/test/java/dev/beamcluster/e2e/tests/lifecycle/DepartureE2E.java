package dev.beamcluster.e2e.tests.lifecycle;

import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.Cluster;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;

/** A BeamCluster can be deleted in any state; OperatorAbsenceE2E shows that it can without the operator too. */
@EndToEnd
class DepartureE2E {

    private static final String GONE = "--timeout=180s";

    @Test
    void aNamespaceIsDeletedWhateverTheStateOfItsBeamClusters(TestNamespace namespace, Cluster cluster) {
        // Given one that is whole, one in mid-rollout to a broken release, one that is rejected, and one just created
        var chat = namespace.apply("chat", yaml("chat")).becomesWhole(2);
        var stuck = namespace.apply("stuck", yaml("stuck")).becomesWhole(2);
        var _ = namespace
                .kubectl()
                .apply(yaml("stuck").replace(SampleRelease.ERL.image(), "beamcluster/no-such-image:local"))
                .orFail();
        stuck.eventually(
                Beam.WHOLE, status -> status.condition("Ready").isNotTrue().mentions("no-such-image"));
        var refused = namespace.apply("chat-nodes", yaml("chat-nodes"));
        refused.eventually(Beam.WHOLE, status -> status.condition("Stalled").isTrue());
        chat.eventually(Beam.WHOLE, status -> status.isWhole(2));
        var _ = namespace.apply("fresh", yaml("fresh"));

        // When
        var answer = cluster.kubectl().run("delete", "namespace", namespace.name(), GONE);

        // Then
        assertThat(answer.succeeded()).as(answer.err()).isTrue();
    }

    private static String yaml(String name) {
        return SampleRelease.ERL.yaml(name, 2, "  ports: [{name: tcp, port: 80, targetPort: 8080}]\n");
    }
}
