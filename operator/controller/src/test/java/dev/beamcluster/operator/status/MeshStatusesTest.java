package dev.beamcluster.operator.status;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus.Island;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.MeshStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.MissingLink;
import dev.beamcluster.mesh.Cause;

import static org.assertj.core.api.Assertions.assertThat;

class MeshStatusesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aFullMeshHasNoMissingLinksAndNoIslands() {
        assertThat(mesh(Situation.whole(3, NOW))).isEqualTo(new MeshStatus(6, 6, List.of(), List.of(), List.of()));
    }

    @Test
    void aMissingLinkHasItsDirectionAndReason() {
        // When
        MeshStatus mesh = mesh(Situation.whole(3, NOW).cut(0, 1, Cause.CALL_TIMEOUT));

        // Then
        assertThat(mesh.establishedLinks()).isEqualTo(5);
        assertThat(mesh.missingLinks())
                .containsExactly(new MissingLink("chat@chat-0.nodes", "chat@chat-1.nodes", "CallTimeout"));
        assertThat(mesh.islands())
                .as("one direction is enough to connect two nodes")
                .isEmpty();
    }

    @Test
    void islandsAreNamedLargestFirst() {
        assertThat(mesh(Situation.whole(3, NOW).apart(0, 1).apart(0, 2)).islands())
                .extracting(Island::nodes)
                .containsExactly(List.of("chat@chat-1.nodes", "chat@chat-2.nodes"), List.of("chat@chat-0.nodes"));
    }

    @Test
    void anUnexpectedNodeIsReportedAndALeavingNodeIsExpected() {
        Situation visited = Situation.whole(2, NOW).visited(0, 2).visited(1, 7);

        assertThat(mesh(visited).unexpectedNodes()).containsExactly("chat@chat-2.nodes", "chat@chat-7.nodes");
        assertThat(mesh(visited.leaving(2)).unexpectedNodes()).containsExactly("chat@chat-7.nodes");
        assertThat(Conditions.find(visited.status(null, NOW).conditions(), ConditionType.Meshed))
                .as("it affects no link")
                .hasValueSatisfying(meshed -> assertThat(meshed.getReason()).isEqualTo("FullMesh"));
    }

    @Test
    void everyListIsLimited() {
        // Given
        Situation visited = Situation.whole(30, NOW);
        for (int node = 1; node < 30; node++) {
            visited = visited.visited(0, 100 + node).apart(0, node);
        }

        // When
        MeshStatus mesh = mesh(visited);

        // Then
        assertThat(mesh.unexpectedNodes()).hasSize(20).startsWith("chat@chat-101.nodes", "chat@chat-102.nodes");
        assertThat(mesh.missingLinks()).hasSize(20);
    }

    private static MeshStatus mesh(Situation situation) {
        return Objects.requireNonNull(situation.status(null, NOW).mesh());
    }
}
