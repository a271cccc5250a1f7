package dev.beamcluster.mesh.probe;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;

import static org.assertj.core.api.Assertions.assertThat;

class VisitorsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final NodeName OWN = new NodeName("beamcluster", "operator.shop.svc");
    private static final NodeName LAPTOP = new NodeName("laptop", "127.0.0.1");
    private static final NodeName SHELL = new NodeName("rem-1", "chat-0.nodes");
    private static final NodeName A = Results.node(0);
    private static final NodeName B = Results.node(1);
    private static final NodeName C = Results.node(2);
    private static final MeshTarget TARGET = Results.target(A, B, C);

    @Test
    void membersThatLoseALinkAreFound() {
        var before = round(Map.of(A, List.of(B, C), B, List.of(A, C), C, List.of(A, B)));
        var now = round(Map.of(A, List.of(B), B, List.of(A), C, List.of()));

        assertThat(Visitors.disconnected(before, now)).containsExactly(A, B, C);
        assertThat(Visitors.disconnected(now, before)).isEmpty();
        assertThat(Visitors.disconnected(before, before)).isEmpty();
    }

    @Test
    void aNodeThatIsGoneHasNotLostALink() {
        var before = round(Map.of(A, List.of(B, C), B, List.of(A, C), C, List.of(A, B)));
        var now = round(Map.of(A, List.of(B), B, List.of(A)));

        assertThat(Visitors.disconnected(before, now)).isEmpty();
    }

    @Test
    void aNodeThatNobodyKnewBeforeIsAVisitor() {
        // Given
        var before = Visitors.none().after(Map.of(A, names(B, C, SHELL, OWN)), TARGET, NOW);

        // When
        var after = before.afterLoss(OWN, Map.of(A, names(B, C, SHELL, OWN, LAPTOP)), TARGET, NOW.plusSeconds(1));

        // Then
        assertThat(after.names()).containsExactly(LAPTOP);
    }

    @Test
    void aMemberAFormerMemberAndANodeOfUnknownPastAreNone() {
        // Given
        var former = Visitors.none().after(Map.of(A, names(B)), TARGET, NOW);
        var smaller = former.after(Map.of(A, names(B)), Results.target(A, B), NOW);

        // Then
        assertThat(smaller.afterLoss(OWN, Map.of(A, names(B, C)), Results.target(A, B), NOW)
                        .names())
                .isEmpty();
        assertThat(smaller.afterLoss(OWN, Map.of(B, names(A, LAPTOP)), TARGET, NOW)
                        .names())
                .isEmpty();
    }

    @Test
    void aVisitorThatReturnsIsRecognizedAlthoughItIsKnownByNow() {
        // Given
        var met = Visitors.none()
                .after(Map.of(A, names(B)), TARGET, NOW)
                .afterLoss(OWN, Map.of(A, names(B, LAPTOP)), TARGET, NOW)
                .after(Map.of(A, names(B, LAPTOP)), TARGET, NOW.plusSeconds(500));

        // When
        var again = met.afterLoss(OWN, Map.of(A, names(B, LAPTOP)), TARGET, NOW.plusSeconds(500));

        // Then
        assertThat(again.after(Map.of(), TARGET, NOW.plusSeconds(1_000)).names())
                .containsExactly(LAPTOP);
    }

    @Test
    void aVisitorIsForgottenAfterTenMinutes() {
        var met = Visitors.none()
                .after(Map.of(A, names(B)), TARGET, NOW)
                .afterLoss(OWN, Map.of(A, names(B, LAPTOP)), TARGET, NOW);

        assertThat(met.after(Map.of(), TARGET, NOW.plusSeconds(599)).names()).containsExactly(LAPTOP);
        assertThat(met.after(Map.of(), TARGET, NOW.plusSeconds(601)).names()).isEmpty();
    }

    @Test
    void aNodeThatLiesAddsAFewNamesOnly() {
        // Given
        var many = new TreeSet<NodeName>();
        IntStream.range(0, 1_000).forEach(number -> many.add(new NodeName("lie-" + number, "127.0.0.1")));
        var before = Visitors.none().after(Map.of(A, names(B)), TARGET, NOW);

        // Then
        assertThat(before.afterLoss(OWN, Map.of(A, many), TARGET, NOW).names()).hasSize(20);
    }

    private static ProbeRound round(Map<NodeName, List<NodeName>> claimed) {
        var results = new TreeMap<NodeName, ProbeResult>();
        claimed.forEach((node, peers) -> {
            var faults = new TreeMap<NodeName, Fault>();
            for (NodeName peer : List.of(A, B, C)) {
                if (!peer.equals(node) && !peers.contains(peer)) {
                    faults.put(peer, new Fault(Cause.NOT_CONNECTED));
                }
            }
            results.put(node, Results.reached(peers, peers, faults));
        });
        return ProbeRound.of(results, TARGET);
    }

    private static SortedSet<NodeName> names(NodeName... names) {
        return new TreeSet<>(Arrays.asList(names));
    }
}
