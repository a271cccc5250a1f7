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
import static org.assertj.core.api.Assertions.assertThat;

/** Options that someone else has set. */
class ForeignOptionsTest {

    private static final Link AB = new Link(A, B);
    private static final Duration CAP = Duration.ofSeconds(1);

    private final SimulatedLinks links = new SimulatedLinks();
    private final SimulatedSockets sockets = links.sockets;

    @Test
    void aUserTimeoutOfTheApplicationIsNotChanged() {
        sockets.set(AB, Duration.ofSeconds(5), SimulatedSockets.DEFAULT_WAIT);

        links.run(10);

        assertThat(sockets.options(AB).userTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(sockets.options(AB).longestWait()).isEqualTo(SimulatedSockets.DEFAULT_WAIT);
    }

    @Test
    void aWaitThatTheApplicationSetWithAUserTimeoutIsNotChanged() {
        sockets.set(AB, Duration.ofSeconds(30), CAP);
        links.run(10);
        links.target = SimulatedLinks.target(Formation.OPERATOR, Healing.RECONNECT, false, Duration.ofSeconds(1));
        links.run(10);
        links.cut = Set.of(Pair.of(A, B));
        links.run(1);
        links.probes(AB, 3);
        links.run(1);

        assertThat(sockets.options(AB).userTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(sockets.options(AB).longestWait()).isEqualTo(CAP);
    }

    @Test
    void aUserTimeoutThatIsShorterWhenItIsReadBackIsNotFollowedByACap() {
        sockets.insist(AB, Duration.ofSeconds(5));

        links.run(10);

        assertThat(sockets.options(AB).longestWait()).isEqualTo(SimulatedSockets.DEFAULT_WAIT);
    }
}
