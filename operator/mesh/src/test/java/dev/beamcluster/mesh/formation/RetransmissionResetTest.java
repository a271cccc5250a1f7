package dev.beamcluster.mesh.formation;

import java.time.Duration;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.MeshTarget.Formation;
import dev.beamcluster.mesh.MeshTarget.Healing;
import dev.beamcluster.mesh.Pair;

import static dev.beamcluster.mesh.formation.SimulatedLinks.A;
import static dev.beamcluster.mesh.formation.SimulatedLinks.B;
import static dev.beamcluster.mesh.formation.SimulatedLinks.C;
import static org.assertj.core.api.Assertions.assertThat;

/** When links are left to TCP again. */
class RetransmissionResetTest {

    private static final Link AB = new Link(A, B);
    private static final Link BA = new Link(B, A);
    private static final Link AC = new Link(A, C);
    private static final Duration CAP = Duration.ofSeconds(1);

    private final SimulatedLinks links = new SimulatedLinks();
    private final SimulatedSockets sockets = links.sockets;

    @Test
    void turningItOffResetsOpenConnections() {
        links.run(4);
        links.target = SimulatedLinks.target(Formation.OPERATOR, Healing.RECONNECT, false, Duration.ofSeconds(1));

        links.run(4);

        assertThat(sockets.options(AB).longestWait()).isEqualTo(SimulatedSockets.DEFAULT_WAIT);
    }

    @Test
    void turningItOffResetsWhatAnEarlierOperatorChanged() {
        links.run(4);
        links.restartOperator();
        links.target = SimulatedLinks.target(Formation.OPERATOR, Healing.RECONNECT, false, Duration.ofSeconds(1));

        links.run(4);

        assertThat(sockets.options(AB).longestWait()).isEqualTo(SimulatedSockets.DEFAULT_WAIT);
    }

    @Test
    void anEndThatCannotSendIsLeftToTcpBeforeTheKernelGivesUp() {
        links.run(4);
        links.cut = Set.of(Pair.of(A, B));
        links.run(1);

        links.probes(AB, 3);
        links.run(1);

        assertThat(sockets.options(AB).longestWait()).isEqualTo(SimulatedSockets.DEFAULT_WAIT);
        assertThat(sockets.options(BA).longestWait()).isEqualTo(CAP);
    }

    @Test
    void allSilentLinksOfANodeThatCannotSendAreLeftToTcp() {
        links.run(4);
        links.cut = Set.of(Pair.of(A, B), Pair.of(A, C));
        links.run(1);

        links.probes(AB, 1);
        links.run(1);

        assertThat(sockets.options(AC).longestWait()).isEqualTo(SimulatedSockets.DEFAULT_WAIT);
    }

    @Test
    void anEndThatCannotSendIsLeftToTcpHoweverOftenItsNodeDidNotAnswerBefore() {
        links.run(4);
        sockets.answers(A, false);
        links.run(200);
        sockets.answers(A, true);
        links.cut = Set.of(Pair.of(A, B));
        links.run(1);

        links.probes(AB, 3);
        links.run(1);

        assertThat(sockets.options(AB).longestWait()).isEqualTo(SimulatedSockets.DEFAULT_WAIT);
    }

    @Test
    void anEndThatCannotSendComesBeforeEndsThatAreChanged() {
        // Given a mesh with many more new links than are changed in a round, and a silent old one, the last in order
        var many = new SimulatedLinks(40);
        many.run(10);
        var last = new Link(Nodes.nodes(40).get(38), Nodes.nodes(40).get(39));
        many.reconnectAllExcept(last.pair());
        many.cut = Set.of(last.pair());
        many.run(1);

        // When
        many.probes(last, 1);
        many.run(1);

        // Then
        assertThat(many.sockets.options(last).longestWait()).isEqualTo(SimulatedSockets.DEFAULT_WAIT);
    }

    @Test
    void aLinkThatWasLeftToTcpStaysSo() {
        links.run(4);
        links.cut = Set.of(Pair.of(A, B));
        links.run(1);
        links.probes(AB, 3);
        links.run(1);
        links.cut = Set.of();

        links.run(100);

        assertThat(sockets.options(AB).longestWait()).isEqualTo(SimulatedSockets.DEFAULT_WAIT);
    }
}
