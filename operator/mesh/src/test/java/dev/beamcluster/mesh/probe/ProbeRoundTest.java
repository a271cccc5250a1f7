package dev.beamcluster.mesh.probe;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;

import static dev.beamcluster.mesh.probe.Results.node;
import static dev.beamcluster.mesh.probe.Results.reached;
import static dev.beamcluster.mesh.probe.Results.target;
import static org.assertj.core.api.Assertions.assertThat;

class ProbeRoundTest {

    private static final NodeName A = node(0);
    private static final NodeName B = node(1);
    private static final Fault SILENT = new Fault(Cause.CALL_TIMEOUT);

    @Test
    void anAnswerAtOneEndCountsForBoth() {
        var round = round(reached(List.of(B), List.of(B), Map.of()), reached(List.of(A), List.of(), Map.of()));

        assertThat(view(round, B).answering()).containsExactly(A);
        assertThat(round.isHealthy()).isTrue();
    }

    @Test
    void aFaultAtOneEndCountsForBoth() {
        var round = round(reached(List.of(B), List.of(), Map.of(B, SILENT)), reached(List.of(A), List.of(), Map.of()));

        assertThat(view(round, B).faults()).isEqualTo(Map.of(A, SILENT));
        assertThat(round.isHealthy()).isFalse();
    }

    @Test
    void anAnswerDoesNotCountForAnEndThatDoesNotClaimThePeer() {
        var round = round(
                reached(List.of(B), List.of(B), Map.of()),
                reached(List.of(), List.of(), Map.of(A, new Fault(Cause.NOT_CONNECTED))));

        assertThat(view(round, B).answering()).isEmpty();
    }

    @Test
    void aLinkWithoutAResultIsInNeitherList() {
        var round = round(reached(List.of(B), List.of(), Map.of()), ProbeResult.unreachable(SILENT));

        assertThat(view(round, A).answering()).isEmpty();
        assertThat(view(round, A).faults()).isEmpty();
    }

    @Test
    void onlyANodeThatDoesNotAnswerTheOperatorHasTimedOut() {
        var silentLink =
                round(reached(List.of(B), List.of(), Map.of(B, SILENT)), reached(List.of(A), List.of(), Map.of()));
        var silentNode = round(reached(List.of(B), List.of(), Map.of(B, SILENT)), ProbeResult.unreachable(SILENT));
        var deadNode =
                round(reached(List.of(), List.of(), Map.of()), ProbeResult.unreachable(new Fault(Cause.REFUSED)));

        assertThat(silentLink.hasTimedOut()).isFalse();
        assertThat(silentNode.hasTimedOut()).isTrue();
        assertThat(deadNode.hasTimedOut()).isFalse();
    }

    @Test
    void unreachedNodesAreRememberedForTheSameTargetOnly() {
        var silent = ProbeResult.unreachable(SILENT);
        var round = round(reached(List.of(), List.of(), Map.of()), silent);

        assertThat(round.unreached(target(A, B))).isEqualTo(Map.of(B, silent));
        assertThat(round.unreached(target(A))).isEmpty();
        assertThat(ProbeRound.none().unreached(target(A, B))).isEmpty();
    }

    @Test
    void aNodeThatDidNotAnswerOrClaimsNoPeerWillNotCall() {
        var round = round(reached(List.of(B), List.of(B), Map.of()), ProbeResult.unreachable(SILENT));

        assertThat(round.isKnownNotToCall(B, A)).isTrue();
        assertThat(round.isKnownNotToCall(A, B)).isFalse();
        assertThat(ProbeRound.none().isKnownNotToCall(A, B)).isFalse();
    }

    private static ProbeRound round(ProbeResult ofA, ProbeResult ofB) {
        return ProbeRound.of(new TreeMap<>(Map.of(A, ofA, B, ofB)), target(A, B));
    }

    private static NodeView.Reached view(ProbeRound round, NodeName node) {
        if (round.views().get(node) instanceof NodeView.Reached reached) {
            return reached;
        }
        throw new AssertionError("not reached: " + node);
    }
}
