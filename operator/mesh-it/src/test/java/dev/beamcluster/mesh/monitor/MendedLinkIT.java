package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.testkit.LabExtension;
import dev.beamcluster.testkit.LabNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What healing does to a link of five real nodes when the network recovers, and what it leaves unchanged. */
class MendedLinkIT {

    private static final int SIZE = 5;

    /** Much longer than a fault takes to be seen (docs/benchmarks.md), and shorter than Erlang takes to notice a cut. */
    private static final Duration SEEN = Duration.ofSeconds(20);

    private static final Duration HEALED = Duration.ofSeconds(30);

    @RegisterExtension
    static final LabExtension mesh = new LabExtension(SIZE);

    /** A cut shorter than the tick time costs no connection. */
    @ParameterizedTest
    @ValueSource(ints = {5, 20})
    void noConnectionIsClosedWhileALinkIsCutAndHealed(int seconds) {
        // Given
        var before = connections();

        // When
        cutForSeconds(seconds);
        mesh.restore();
        mesh.monitored().becomesWhole(HEALED);

        // Then
        assertThat(connections()).isEqualTo(before);
    }

    private static void cutForSeconds(int seconds) {
        var silent = mesh.links(List.of(0), List.of(2));
        mesh.node(0).cut(mesh.node(2));
        var _ = mesh.monitored()
                .eventually(SEEN, seen -> assertThat(seen.missingLinks()).containsOnlyKeys(silent));
        mesh.monitored().stayMissing(Duration.ofSeconds(seconds), silent);
    }

    private static List<Map<String, String>> connections() {
        var connections = mesh.nodes().stream().map(LabNode::connections).toList();
        assertThat(connections).allSatisfy(each -> assertThat(each).hasSize(SIZE - 1));
        return connections;
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 20})
    void aSilentLinkIsResetWhenTheNetworkRecovers(int seconds) {
        // Given
        mesh.watch(lab -> lab.target(MeshTarget.Formation.OPERATOR, MeshTarget.Healing.RESET));
        mesh.monitored().becomesWhole(HEALED);
        cutForSeconds(seconds);

        // When
        mesh.restore();

        // Then
        mesh.monitored().becomesWhole(Duration.ofSeconds(10));
    }

    /** Plain OTP splits three nodes permanently; see prevent_overlapping_partitions in docs. */
    @Test
    void aCutThatOutlivesTheTickTimeEndsInTheFullMesh() {
        // When
        mesh.node(0).cut(mesh.node(1));
        mesh.monitored()
                .stays(Duration.ofSeconds(3), seen -> assertThat(seen.nodes()).hasSize(SIZE));
        var _ = mesh.monitored()
                .eventually(
                        Duration.ofSeconds(110),
                        seen -> assertThat(seen.missingLinks().values()).contains(new Fault(Cause.CONNECT_TIMEOUT)));

        // Then: OTP disconnected; the largest possible clique is whole while the network is still cut
        var best = mesh.monitored()
                .eventually(
                        Duration.ofSeconds(30),
                        seen -> assertThat(seen.islands().getFirst()).hasSize(SIZE - 1));
        assertThat(best.islands()).hasSize(2);

        // When
        mesh.restore();

        // Then
        mesh.monitored().becomesWhole(HEALED);
    }
}
