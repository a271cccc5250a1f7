package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.beamcluster.mesh.MeshTarget.Formation;
import dev.beamcluster.mesh.MeshTarget.Healing;
import dev.beamcluster.testkit.LabExtension;
import dev.beamcluster.testkit.LabNode;
import dev.beamcluster.testkit.LinkOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A link works again a second or two after a cut, over the same connection. Needs Linux 6.15. */
class RetransmissionIT {

    private static final int SIZE = 3;
    private static final Duration SEEN = Duration.ofSeconds(5);

    /** A second for the retransmission, and one for the next round; and a machine that others use. */
    private static final Duration HEALED = Duration.ofSeconds(4);

    /** The user timeout with the default tick time, and the cap. */
    private static final LinkOptions CAPPED = new LinkOptions(90_000, 1_000);

    @RegisterExtension
    static final LabExtension mesh = new LabExtension(SIZE);

    /** Where packets are dropped. */
    enum Cut {
        ON_THE_WAY,
        ON_THE_MACHINE_OF_A_SENDER;

        void make() {
            switch (this) {
                case ON_THE_WAY -> mesh.lab().cutOnTheWay(0, 1);
                case ON_THE_MACHINE_OF_A_SENDER -> mesh.node(0).cut(mesh.node(1));
            }
        }
    }

    /** After as long with plain TCP, the link would be silent for seconds; with the cap alone it would be closed. */
    @ParameterizedTest
    @EnumSource(Cut.class)
    void aLinkWorksSecondsAfterACutOverTheSameConnection(Cut cut) {
        // Given
        awaitAll(CAPPED);
        var before = connections();

        // When
        cut.make();
        var silent = mesh.links(List.of(0), List.of(1));
        var _ = mesh.monitored()
                .eventually(SEEN, seen -> assertThat(seen.missingLinks()).containsOnlyKeys(silent));
        mesh.monitored().stayMissing(Duration.ofSeconds(20), silent);
        mesh.restore();

        // Then
        mesh.monitored().becomesWhole(HEALED);
        assertThat(connections()).isEqualTo(before);
    }

    @Test
    void withoutHealingAndWithoutFormationNewConnectionsAreUnchanged() {
        for (var target : List.of(
                mesh.lab().target(Formation.OPERATOR, Healing.NONE),
                mesh.lab().target(Formation.APPLICATION, Healing.RECONNECT))) {
            // Given
            mesh.watch(_ -> mesh.lab().target());
            mesh.monitored().becomesWhole(SEEN);
            awaitAll(CAPPED);

            // When a node is replaced
            mesh.watch(_ -> target);
            mesh.node(2).kill();
            mesh.node(2).start();
            assertThat(mesh.node(2)
                            .ask("net_kernel, connect_node, ['%s']"
                                    .formatted(mesh.node(0).name())))
                    .isEqualTo("true");
            mesh.monitored().becomesWhole(Duration.ofSeconds(30));
            mesh.monitored().awaitRounds(3, SEEN.plus(SEEN));

            // Then
            assertThat(LinkOptions.of(mesh.node(2)))
                    .hasSize(SIZE - 1)
                    .allSatisfy((_, options) -> assertThat(options).isEqualTo(LinkOptions.DEFAULT));
            assertThat(LinkOptions.of(mesh.node(0))).containsValues(LinkOptions.DEFAULT, CAPPED);
        }
    }

    private static void awaitAll(LinkOptions expected) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(mesh.nodes())
                        .allSatisfy(node -> assertThat(LinkOptions.of(node))
                                .hasSize(SIZE - 1)
                                .allSatisfy((_, options) -> assertThat(options).isEqualTo(expected))));
    }

    private static List<Map<String, String>> connections() {
        return mesh.nodes().stream().map(LabNode::connections).toList();
    }
}
