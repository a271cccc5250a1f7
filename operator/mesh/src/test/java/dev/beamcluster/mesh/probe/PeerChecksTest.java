package dev.beamcluster.mesh.probe;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Sampling;
import dev.beamcluster.mesh.erlang.PeerAnswers;

import static org.assertj.core.api.Assertions.assertThat;

class PeerChecksTest {

    private static final Fault SILENT = new Fault(Cause.CALL_TIMEOUT);

    private PeerChecks checks = PeerChecks.none().over(7);

    @Test
    void inASmallMeshEveryPeerIsCalledInEveryRound() {
        var peers = peers(Sampling.CALLS);

        for (int round = 0; round < 3; round++) {
            assertThat(checks.due(peers)).containsExactlyElementsOf(peers);
            callWhoIsDue(peers);
        }
    }

    @Test
    void inALargeMeshEveryPeerIsCalledWithinTheReportedRounds() {
        // Given a mesh of a thousand nodes, of which a node calls half
        var peers = peers(500);
        int rounds = Sampling.rounds(1000);
        assertThat(checks.due(peers)).as("in the first round").hasSize(500);
        callWhoIsDue(peers);

        for (int start = 0; start < 10; start++) {
            // When
            var called = new HashSet<NodeName>();
            for (int round = 0; round < rounds; round++) {
                assertThat(checks.due(peers)).hasSizeLessThanOrEqualTo(Sampling.CALLS);
                called.addAll(checks.due(peers));
                callWhoIsDue(peers);
            }

            // Then
            assertThat(called).containsAll(peers);
        }
    }

    @Test
    void aPeerThatDidNotAnswerIsCalledInEveryRound() {
        // Given
        var peers = peers(500);
        callWhoIsDue(peers);

        // When
        checks = checks.after(peers, new PeerAnswers(new TreeSet<>(), new TreeMap<>(Map.of(peers.last(), SILENT))));

        // Then
        for (int round = 0; round < 8; round++) {
            assertThat(checks.due(peers)).contains(peers.last());
            assertThat(checks.faults()).containsExactly(Map.entry(peers.last(), SILENT));
            assertThat(checks.answered()).hasSize(499);
            checks = checks.after(peers, new PeerAnswers(new TreeSet<>(), new TreeMap<>(Map.of(peers.last(), SILENT))));
        }

        // When
        callWhoIsDue(peers);

        // Then
        assertThat(checks.faults()).isEmpty();
        assertThat(checks.answered()).hasSize(500);
    }

    @Test
    void aPeerThatIsNoLongerConnectedIsForgotten() {
        // Given
        var peers = peers(200);
        callWhoIsDue(peers);

        // When
        callWhoIsDue(new TreeSet<>(peers.headSet(peers.last())));

        // Then
        assertThat(checks.answered()).doesNotContain(peers.last()).hasSize(199);
    }

    @Test
    void resultsFromAnotherConnectionAreForgotten() {
        callWhoIsDue(peers(3));

        assertThat(checks.over(7)).isEqualTo(checks);
        assertThat(checks.over(8)).isEqualTo(PeerChecks.none().over(8));
    }

    private void callWhoIsDue(SortedSet<NodeName> peers) {
        checks = checks.after(peers, answered(checks.due(peers)));
    }

    private static PeerAnswers answered(Collection<NodeName> peers) {
        return new PeerAnswers(new TreeSet<>(peers), new TreeMap<>());
    }

    private static SortedSet<NodeName> peers(int count) {
        return IntStream.range(0, count)
                .mapToObj(ordinal -> new NodeName("lab", "n" + ordinal + ".test"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
