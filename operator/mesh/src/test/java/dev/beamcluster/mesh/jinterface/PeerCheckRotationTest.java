package dev.beamcluster.mesh.jinterface;

import java.util.HashSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Sampling;

import static org.assertj.core.api.Assertions.assertThat;

class PeerCheckRotationTest {

    private static final Optional<Fault> SILENT = Optional.of(new Fault(Cause.CALL_TIMEOUT));

    private final PeerCheckRotation checks = new PeerCheckRotation();

    @Test
    void aSmallMeshIsCalledAsAWholeInEveryRound() {
        var peers = peers(Sampling.CALLS);

        for (int round = 0; round < 3; round++) {
            assertThat(checks.due(peers)).containsExactlyElementsOf(peers);
            peers.forEach(peer -> checks.remember(peer, Optional.empty()));
        }
    }

    @Test
    void inALargeMeshEveryPeerIsCalledWithinTheRoundsThatAreTold() {
        // Given a mesh of a thousand, half of which a node calls
        var peers = peers(500);
        int rounds = Sampling.rounds(1000);
        assertThat(checks.due(peers)).as("in the first round").hasSize(500);
        peers.forEach(peer -> checks.remember(peer, Optional.empty()));

        for (int start = 0; start < 10; start++) {
            // When
            var called = new HashSet<NodeName>();
            for (int round = 0; round < rounds; round++) {
                var due = checks.due(peers);
                assertThat(due).hasSizeLessThanOrEqualTo(Sampling.CALLS);
                called.addAll(due);
            }

            // Then
            assertThat(called).containsAll(peers);
        }
    }

    @Test
    void aPeerThatDidNotAnswerIsCalledInEveryRound() {
        // Given
        var peers = peers(500);
        peers.forEach(peer -> checks.remember(peer, Optional.empty()));

        // When
        checks.remember(peers.last(), SILENT);

        // Then
        for (int round = 0; round < 8; round++) {
            assertThat(checks.due(peers)).contains(peers.last());
        }
        assertThat(checks.last()).containsEntry(peers.last(), SILENT);
    }

    @Test
    void aPeerThatIsNoLongerConnectedIsForgotten() {
        // Given
        var peers = peers(3);
        peers.forEach(peer -> checks.remember(peer, Optional.empty()));

        // When
        var _ = checks.due(new TreeSet<>(peers.headSet(peers.last())));

        // Then
        assertThat(checks.last()).doesNotContainKey(peers.last()).hasSize(2);
    }

    private static SortedSet<NodeName> peers(int count) {
        return IntStream.range(0, count)
                .mapToObj(ordinal -> new NodeName("lab", "n" + ordinal + ".test"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
