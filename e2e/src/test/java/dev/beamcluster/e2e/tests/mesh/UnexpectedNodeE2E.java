package dev.beamcluster.e2e.tests.mesh;

import java.time.Duration;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.CommandResult;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
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
        var _ = visit(beam, "careful", "-hidden").orFail();

        // Then
        beam.becomesWhole(3);
        assertThat(namespace.events("UnexpectedNode")).isEmpty();

        // When it connects visibly
        var _ = visit(beam, "laptop", "").orFail();

        // Then
        beam.eventually(
                REPORTED, _ -> assertThat(namespace.events("UnexpectedNode")).contains("laptop@127.0.0.1"));
        beam.becomesWhole(3);
        var status = Objects.requireNonNull(beam.get().getStatus());
        assertThat(status.warnings())
                .anySatisfy(warning -> assertThat(warning).contains("laptop@127.0.0.1", "-hidden"));
        assertThat(Objects.requireNonNull(status.mesh()).unexpectedNodes()).contains("laptop@127.0.0.1");
    }

    /** Connects to the node in this pod, the only node whose host name it can resolve; its peers cannot connect to it either. */
    private static CommandResult visit(Beam beam, String name, String flag) {
        return beam.exec(
                beam.pod(0),
                "printf '{lookup,[file]}.\\n{host,{127,0,0,1},[\"%s\"]}.\\n' $BEAM_HOST > /tmp/inetrc;"
                        + " erl -kernel inetrc '\"/tmp/inetrc\"' -name " + name + "@127.0.0.1 " + flag
                        + " -noinput -eval \"true = net_kernel:connect_node('$BEAM_NODE'), timer:sleep(3000), halt().\"");
    }
}
