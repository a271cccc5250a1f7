package dev.beamcluster.e2e.tests.mesh;

import java.time.Duration;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.harness.Visitor;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;

/** A visible node that reaches only one node of a mesh, as one on a laptop does through a port-forward. */
@EndToEnd
class UnexpectedNodeE2E {

    private static final Duration REPORTED = Duration.ofSeconds(30);

    @Test
    void aNodeThatToreTheMeshApartForAMomentIsNamed(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", SampleRelease.ERL.yaml("chat", 3)).becomesWhole(3);

        // When it connects as the remedy says
        new Visitor(beam, "careful").visit("-hidden", Duration.ofSeconds(3));

        // Then
        beam.becomesWhole(3);
        assertThat(namespace.events("UnexpectedNode")).isEmpty();

        // When it connects visibly, then
        var laptop = new Visitor(beam, "laptop");
        laptop.visitDuring(() -> beam.eventually(
                REPORTED, _ -> assertThat(namespace.events("UnexpectedNode")).contains(laptop.node())));
        beam.becomesWhole(3);
        var status = Objects.requireNonNull(beam.get().getStatus());
        assertThat(status.warnings())
                .anySatisfy(warning -> assertThat(warning).contains("laptop@127.0.0.1", "-hidden"));
        assertThat(Objects.requireNonNull(status.mesh()).unexpectedNodes()).contains("laptop@127.0.0.1");
    }
}
