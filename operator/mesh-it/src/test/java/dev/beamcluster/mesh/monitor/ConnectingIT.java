package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.testkit.LabExtension;
import dev.beamcluster.testkit.LabNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Which nodes the operator connects, from which end, and which it does not. */
class ConnectingIT {

    private static final int SIZE = 5;

    /** Much longer than a fault takes to be seen (docs/benchmarks.md), and shorter than Erlang takes to notice a cut. */
    private static final Duration SEEN = Duration.ofSeconds(20);

    private static final Duration HEALED = Duration.ofSeconds(30);

    @RegisterExtension
    static final LabExtension mesh = new LabExtension(SIZE);

    @Test
    void namesThatDoNotResolveAtEitherEndAreReportedAsTheCause() {
        // Given
        mesh.node(0).breakDns();
        mesh.node(4).breakDns();

        // When
        mesh.node(4).kill();
        mesh.node(4).start();

        // Then
        var fault = new Fault(Cause.DNS_FAILURE);
        var left = mesh.node(0).name();
        var right = mesh.node(4).name();
        var _ = mesh.monitored()
                .eventually(
                        HEALED,
                        seen -> assertThat(seen.missingLinks())
                                .containsEntry(new Link(left, right), fault)
                                .containsEntry(new Link(right, left), fault));

        // When
        mesh.restore();

        // Then
        mesh.monitored().becomesWhole(HEALED);
    }

    @Test
    void aNodeWithoutDnsIsConnectedByItsPeers() {
        // Given
        mesh.node(0).breakDns();

        // When
        mesh.node(4).kill();
        mesh.node(4).start();

        // Then
        mesh.monitored().becomesWhole(HEALED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void aNodeWhoseEpmdIsGoneConnectsToANewPeerItself(int restarted) {
        // Given
        mesh.node(2).killEpmd();

        // When
        mesh.node(restarted).kill();
        mesh.node(restarted).start();

        // Then
        try {
            mesh.monitored().becomesWhole(HEALED);
        } finally {
            mesh.node(2).kill();
            mesh.node(2).start();
        }
        mesh.monitored().becomesWhole(HEALED);
    }

    @Test
    void aLinkClosedByOneEndIsReconnected() {
        // When
        mesh.node(1).disconnect(mesh.node(3));

        // Then
        mesh.monitored().becomesWhole(SEEN);
    }

    @Test
    void anOperatorThatOnlyWatchesConnectsNothing() {
        // Given
        mesh.monitored().close();
        mesh.node(1).kill();
        mesh.node(1).start();

        // When
        mesh.watch(lab -> lab.target(MeshTarget.Formation.APPLICATION, MeshTarget.Healing.RECONNECT));

        // Then
        var others = IntStream.of(0, 2, 3, 4).boxed().toList();
        var missing = mesh.links(List.of(1), others);
        var _ = mesh.monitored()
                .eventually(SEEN, seen -> assertThat(seen.missingLinks()).containsOnlyKeys(missing));
        mesh.monitored().stayMissing(Duration.ofSeconds(5), missing);
    }

    @Test
    void withoutHealingOnlyNodesThatHaveNotMetAreConnected() {
        // Given
        mesh.watch(lab -> lab.target(MeshTarget.Formation.OPERATOR, MeshTarget.Healing.NONE));
        mesh.monitored().becomesWhole(HEALED);

        // When
        mesh.node(1).disconnect(mesh.node(3));

        // Then
        var lost = mesh.links(List.of(1), List.of(3));
        var _ = mesh.monitored()
                .eventually(SEEN, seen -> assertThat(seen.missingLinks()).containsKeys(lost));
        mesh.monitored().stayMissing(Duration.ofSeconds(5), lost);

        // When
        mesh.nodes().forEach(LabNode::kill);
        mesh.nodes().forEach(LabNode::start);

        // Then
        mesh.monitored().becomesWhole(HEALED);
    }

    @Test
    void aVisibleNodeThatIsNotAMemberIsUnexpected() {
        // Given
        try (var stranger = LabNode.on(mesh.lab().network(), SIZE)) {
            // When
            stranger.start(
                    stranger.name().toString(),
                    LabNode.COOKIE.value(),
                    "-eval \"net_kernel:connect_node('%s')\""
                            .formatted(mesh.node(0).name()));

            // Then
            var _ = mesh.monitored()
                    .eventually(SEEN, seen -> assertThat(seen.unexpectedNodes()).containsExactly(stranger.name()));
        }
        mesh.monitored().becomesWhole(HEALED);
    }

    @Test
    void aHiddenMemberIsNotPartOfTheMesh() {
        // Given
        var hidden = mesh.node(4);
        hidden.kill();
        try {
            // When
            hidden.start(hidden.name().toString(), LabNode.COOKIE.value(), "-hidden");

            // Then
            var report = mesh.monitored()
                    .eventually(
                            HEALED,
                            seen -> assertThat(seen.missingLinks().values())
                                    .hasSize(8)
                                    .containsOnly(new Fault(Cause.HIDDEN)));
            assertThat(report.missingLinks()).containsOnlyKeys(mesh.links(List.of(4), List.of(0, 1, 2, 3)));
        } finally {
            hidden.kill();
            hidden.start();
        }
        mesh.monitored().becomesWhole(HEALED);
    }
}
