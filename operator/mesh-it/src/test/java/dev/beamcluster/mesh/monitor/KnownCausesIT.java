package dev.beamcluster.mesh.monitor;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.testkit.LabExtension;
import dev.beamcluster.testkit.LabNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What the operator knows of real nodes that run under another name, or that lose their links. */
class KnownCausesIT {

    private static final Duration SEEN = Duration.ofSeconds(15);
    private static final Duration HEALED = Duration.ofSeconds(30);

    @RegisterExtension
    static final LabExtension mesh = new LabExtension(3);

    @Test
    void theFullNameOfANodeIsReportedAlthoughEpmdKnowsAPartOfIt() {
        // When
        mesh.node(2).kill();
        mesh.node(2).start("web@127.0.0.1", LabNode.COOKIE.value(), "");

        // Then
        var name = mesh.node(2).name();
        var _ = mesh.monitored()
                .eventually(
                        SEEN,
                        seen -> assertThat(seen.unreachable())
                                .containsEntry(name, new Fault(Cause.NAME_MISMATCH, "web@127.0.0.1")));

        // When
        mesh.node(2).kill();
        mesh.node(2).start();

        // Then
        mesh.monitored().becomesWhole(HEALED);
    }

    @Test
    void aVisitorThatReachesOneNodeOnlyIsNamed() {
        // Given
        assertThat(mesh.monitored().now().visitors()).isEmpty();

        // When
        var _ = mesh.node(0)
                .sh("printf '{lookup,[file]}.\\n{host,{127,0,0,1},[\"%s\"]}.\\n' > /tmp/inetrc;"
                                .formatted(mesh.node(0).name().host())
                        + " erl -kernel inetrc '\"/tmp/inetrc\"' -name laptop@127.0.0.1 -setcookie "
                        + LabNode.COOKIE.value() + " -noinput -eval \"true = net_kernel:connect_node('"
                        + mesh.node(0).name() + "'), timer:sleep(2000), halt().\"");

        // Then
        var _ = mesh.monitored()
                .eventually(
                        SEEN, seen -> assertThat(seen.visitors()).containsExactly(new NodeName("laptop", "127.0.0.1")));
        mesh.monitored().becomesWhole(HEALED);
    }
}
