package dev.beamcluster.operator.reconcile;

import java.util.List;

import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.Protocol;
import dev.beamcluster.operator.observed.ExpectedNode;

import static org.assertj.core.api.Assertions.assertThat;

class SnapshotsTest {

    @Test
    void nodesBeyondTheSizeAreLeaving() {
        // Given
        var pods = List.of(PodObservation.of(Chat.pod("chat-10")), PodObservation.of(Chat.pod("chat-1")));

        // When
        var leaving = Snapshots.leaving(Chat.cluster(""), pods);

        // Then
        assertThat(leaving).containsOnlyKeys(10);
        assertThat(Snapshots.nodes(Chat.cluster(""), pods))
                .extracting(node -> node.pod().isPresent())
                .containsExactly(false, true);
    }

    @Test
    void aNodeThatStaysKeepsItsCookie() {
        assertThat(CookieSource.use(nodes(going("chat-0"), Chat.pod("chat-1")))).isEqualTo(CookieSource.Use.LASTING);
    }

    @Test
    void nodesOnTheirWayOutNeedNoneAnyMore() {
        assertThat(CookieSource.use(nodes(going("chat-0"), going("chat-1")))).isEqualTo(CookieSource.Use.ENDING);
        assertThat(CookieSource.use(nodes())).isEqualTo(CookieSource.Use.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "paused: false, OPERATOR",
        "paused: true, APPLICATION",
        "'paused: true, mesh: {formation: Operator, healing: Reset}', APPLICATION",
        "'mesh: {formation: Application}', APPLICATION"
    })
    void whilePausedNoLinkIsMade(String spec, MeshTarget.Formation formation) {
        // When
        var target = MeshTargets.of(
                Chat.cluster(spec), Chat.snapshot(Chat.pod("chat-0")), new Cookie("cookie"), Protocol.standard());

        // Then
        assertThat(target.formation()).isEqualTo(formation);
        assertThat(target.members()).as("it goes on looking").hasSize(2);
    }

    private static List<ExpectedNode> nodes(Pod... pods) {
        return Snapshots.nodes(
                Chat.cluster(""), List.of(pods).stream().map(PodObservation::of).toList());
    }

    private static Pod going(String name) {
        var pod = Chat.pod(name);
        pod.getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z");
        return pod;
    }
}
