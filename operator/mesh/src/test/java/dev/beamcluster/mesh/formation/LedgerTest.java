package dev.beamcluster.mesh.formation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.LinkCounters;
import dev.beamcluster.mesh.MeshTarget.Healing;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;
import dev.beamcluster.mesh.Pair;

import static dev.beamcluster.mesh.formation.Nodes.reached;
import static dev.beamcluster.mesh.formation.Nodes.unreachable;
import static org.assertj.core.api.Assertions.assertThat;

class LedgerTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final NodeName A = Nodes.nodes(2).getFirst();
    private static final NodeName B = Nodes.nodes(2).getLast();
    private static final Pair PAIR = Pair.of(A, B);
    private static final Link LINK = new Link(A, B);

    private static final NodeView ALONE_A = reached(Set.of(), Map.of(B, Cause.NOT_CONNECTED));
    private static final NodeView ALONE_B = reached(Set.of(), Map.of(A, Cause.NOT_CONNECTED));
    private static final Round APART = round(Map.of(A, ALONE_A, B, ALONE_B), Map.of(), Healing.RECONNECT);
    private static final Round LINKED = round(
            Map.of(A, reached(Set.of(B), Map.of()), B, reached(Set.of(A), Map.of())),
            Map.of(A, Set.of(B), B, Set.of(A)),
            Healing.RECONNECT);

    private static final Fault DROPPED = new Fault(Cause.CONNECT_TIMEOUT);

    private Ledger ledger = Ledger.empty();

    @Test
    void theReasonForAClosedPathIsReported() {
        see(APART);
        learn(new Result.PathTried(LINK, Optional.of(DROPPED)));

        assertThat(faultOfA()).isEqualTo(DROPPED);
    }

    @Test
    void aRefusalOverAnOpenPathIsReported() {
        see(APART);
        learn(new Result.PathTried(LINK, Optional.empty()));
        assertThat(faultOfA()).isEqualTo(new Fault(Cause.NOT_CONNECTED));

        learn(new Result.ConnectTried(LINK, false));

        assertThat(faultOfA().detail()).contains("a path is open");
        assertThat(ledger.failures(PAIR)).isEqualTo(1);
    }

    @Test
    void aPairThatKeepsDisconnectingIsReported() {
        for (int time = 0; time < 5; time++) {
            see(APART);
            learn(new Result.ConnectTried(LINK, true));
            see(LINKED);
        }
        see(APART);

        assertThat(ledger.keepsDisconnecting(PAIR)).isTrue();
        assertThat(faultOfA().detail()).contains("connected repeatedly");
    }

    @Test
    void aConnectionResetsThePath() {
        see(APART);
        learn(new Result.PathTried(LINK, Optional.of(DROPPED)));

        see(LINKED);

        assertThat(ledger.of(PAIR).path()).isEqualTo(PathTrials.NONE);
    }

    @Test
    void attemptsAreForgottenWithTheNode() {
        see(APART);
        learn(new Result.ConnectTried(LINK, false));

        see(round(Map.of(A, ALONE_A, B, unreachable()), Map.of(), Healing.RECONNECT));

        assertThat(ledger.failures(PAIR)).isZero();
    }

    @Test
    void aMeetingIsRememberedWhileBothAreMembers() {
        see(LINKED);
        see(APART);
        assertThat(APART.meeting(PAIR)).contains(ledger.of(PAIR).meeting());

        see(round(Map.of(A, ALONE_A), Map.of(), Healing.RECONNECT));

        assertThat(ledger.of(PAIR)).isEqualTo(PairState.NEW);
    }

    @Test
    void aRoundWithoutNewsChangesNothing() {
        see(LINKED);

        assertThat(ledger.seen(LINKED, NOW)).isSameAs(ledger);
    }

    @Test
    void aDisconnectedSilentLinkIsRetriedAtOnce() {
        see(APART);
        learn(new Result.PathTried(LINK, Optional.empty()));

        learn(new Result.DisconnectTried(LINK, true));

        assertThat(ledger.of(PAIR).path().isUntried()).isTrue();
        assertThat(ledger.of(PAIR).attempts().isDue(NOW)).isTrue();
    }

    @Test
    void packetsLostInOneDirectionAreReportedWithTheDirection() {
        learn(new Result.CountersRead(PAIR, new LinkCounters(10, 0), new LinkCounters(20, 0)));
        assertThat(ledger.of(PAIR).fault()).isEmpty();

        learn(new Result.CountersRead(PAIR, new LinkCounters(10, 0), new LinkCounters(21, 0)));
        assertThat(ledger.of(PAIR).fault())
                .contains(new Fault(Cause.ONE_DIRECTION, "packets from " + B + " do not arrive at " + A));

        learn(new Result.CountersRead(PAIR, new LinkCounters(11, 0), new LinkCounters(21, 0)));
        assertThat(ledger.of(PAIR).fault()).isEmpty();
    }

    private void see(Round round) {
        ledger = ledger.seen(round, NOW);
    }

    private void learn(Result result) {
        ledger = ledger.after(List.of(result), NOW);
    }

    /** The reported fault of the link from A to B. */
    private Fault faultOfA() {
        var explained = ledger.explain(new TreeMap<>(Map.of(A, ALONE_A)));
        return Nodes.fault(explained, A, B);
    }

    private static Round round(Map<NodeName, NodeView> views, Map<NodeName, Set<NodeName>> claimed, Healing healing) {
        var creations = new TreeMap<NodeName, Long>();
        views.forEach((node, view) -> {
            if (view instanceof NodeView.Reached) {
                creations.put(node, 1L);
            }
        });
        return Round.of(views.keySet(), Connectivity.of(views, claimed), creations, healing);
    }
}
