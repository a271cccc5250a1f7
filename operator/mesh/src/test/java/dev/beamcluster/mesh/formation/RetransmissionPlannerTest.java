package dev.beamcluster.mesh.formation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.MeshTarget.Formation;
import dev.beamcluster.mesh.MeshTarget.Healing;
import dev.beamcluster.mesh.Pair;

import static dev.beamcluster.mesh.formation.SimulatedLinks.A;
import static dev.beamcluster.mesh.formation.SimulatedLinks.B;
import static dev.beamcluster.mesh.formation.SimulatedLinks.C;
import static org.assertj.core.api.Assertions.assertThat;

/** Which links retransmit every second. */
class RetransmissionPlannerTest {

    private static final Link AB = new Link(A, B);
    private static final Link BA = new Link(B, A);
    private static final Link AC = new Link(A, C);
    private static final Duration CAP = Duration.ofSeconds(1);

    /** 60 s, a quarter of that, and 15 s. */
    private static final Duration USER_TIMEOUT = Duration.ofSeconds(90);

    private final SimulatedLinks links = new SimulatedLinks();
    private final SimulatedSockets sockets = links.sockets;

    @Test
    void bothEndsOfANewLinkRetransmitEverySecondWithTheUserTimeoutSetFirst() {
        links.run(4);

        assertThat(sockets.options(AB).userTimeout()).isEqualTo(USER_TIMEOUT);
        assertThat(sockets.options(AB).longestWait()).isEqualTo(CAP);
        assertThat(sockets.options(BA)).isEqualTo(sockets.options(AB));
        assertThat(sockets.done.stream()
                        .filter(action -> isAbout(action, AB))
                        .map(Object::getClass)
                        .toList())
                .isEqualTo(List.of(
                        SocketAction.ReadOptions.class,
                        SocketAction.SetUserTimeout.class,
                        SocketAction.SetLongestWait.class));
    }

    @Test
    void aLinkIsChangedOnce() {
        links.run(4);
        sockets.done.clear();

        links.run(100);

        assertThat(sockets.done).allMatch(SocketAction.ReadSockets.class::isInstance);
        assertThat(sockets.done).as("one question a minute to each node").hasSize(3);
    }

    @Test
    void aNodeWhoseLinksAreOfDifferentAgesIsAskedOnceAMinute() {
        links.run(4);
        links.run(20);
        links.cut = Set.of(Pair.of(A, B));
        links.run(1);
        links.cut = Set.of();
        links.run(4);
        sockets.done.clear();

        links.run(120);

        assertThat(sockets.done.stream()
                        .filter(action -> action instanceof SocketAction.ReadSockets read
                                && read.node().equals(A)))
                .hasSize(2);
    }

    @Test
    void aConnectionThatReplacesAnotherIsChangedToo() {
        links.run(4);
        links.cut = Set.of(Pair.of(A, B));
        links.run(1);
        sockets.connect(AB);
        links.cut = Set.of();

        links.run(4);

        assertThat(sockets.options(AB).longestWait()).isEqualTo(CAP);
    }

    @Test
    void aConnectionThatIsReplacedBetweenTwoRoundsIsFoundWithinAMinute() {
        links.run(4);
        sockets.connect(AB);

        links.run(65);

        assertThat(sockets.options(AB).longestWait()).isEqualTo(CAP);
    }

    @Test
    void anOlderKernelIsAskedOnceAndNotChanged() {
        sockets.isOld(A);

        links.run(50);

        assertThat(sockets.options(AB).userTimeout()).isZero();
        assertThat(sockets.options(BA).longestWait()).isEqualTo(CAP);
        assertThat(sockets.done.stream().filter(action -> isAbout(action, AB))).hasSize(1);
    }

    @Test
    void aRestartedOperatorGoesOnWhereThePreviousOneWasStopped() {
        sockets.set(AB, USER_TIMEOUT, SimulatedSockets.DEFAULT_WAIT);

        links.run(4);

        assertThat(sockets.options(AB).longestWait()).isEqualTo(CAP);
    }

    @Test
    void aRestartedOperatorRecognizesWhatThePreviousOneSet() {
        links.run(4);
        links.restartOperator();
        sockets.done.clear();

        links.run(10);

        assertThat(sockets.done.stream()
                        .filter(action -> isAbout(action, AB))
                        .map(Object::getClass)
                        .toList())
                .isEqualTo(List.of(SocketAction.ReadOptions.class, SocketAction.SetLongestWait.class));
    }

    @Test
    void theUserTimeoutGrowsWithTheLongerTickTimeOfTheTwo() {
        links.run(4);
        links.ticks = Map.of(B, 400);

        links.run(2);

        assertThat(sockets.options(AB).userTimeout()).isEqualTo(Duration.ofSeconds(515));
        assertThat(sockets.options(BA).userTimeout()).isEqualTo(Duration.ofSeconds(515));
        assertThat(sockets.options(AC).userTimeout()).isEqualTo(USER_TIMEOUT);
    }

    @ParameterizedTest
    @CsvSource({"4, 20", "60, 90", "3600, 4515"})
    void theUserTimeoutIsLongerThanErlangWaits(int tick, int timeout) {
        assertThat(RetransmissionPlanner.userTimeout(Duration.ofSeconds(tick))).isEqualTo(Duration.ofSeconds(timeout));
    }

    @Test
    void anImpossibleTickTimeChangesNothing() {
        links.ticks = Map.of(B, Integer.MAX_VALUE);

        links.run(4);

        assertThat(sockets.options(AB).userTimeout()).isZero();
        assertThat(sockets.options(AC).longestWait()).isEqualTo(CAP);
    }

    @ParameterizedTest
    @CsvSource({
        "APPLICATION, RECONNECT, true, 1",
        "OPERATOR, NONE, true, 1",
        "OPERATOR, RECONNECT, false, 1",
        "OPERATOR, RECONNECT, true, 10"
    })
    void nothingIsChangedWhereItIsNotWanted(Formation formation, Healing healing, boolean wanted, int interval) {
        links.target = SimulatedLinks.target(formation, healing, wanted, Duration.ofSeconds(interval));

        links.run(10);

        assertThat(sockets.options(AB).userTimeout()).isZero();
        assertThat(sockets.options(AB).longestWait()).isEqualTo(SimulatedSockets.DEFAULT_WAIT);
    }

    @Test
    void aLinkWhoseSocketCannotBeReachedIsAskedForOnceAMinute() {
        sockets.hide(AB);

        links.run(100);

        assertThat(sockets.done.stream().filter(action -> isAbout(action, AB))).isEmpty();
        assertThat(sockets.done.stream()
                        .filter(action -> action instanceof SocketAction.ReadSockets read
                                && read.node().equals(A)))
                .hasSize(2);
    }

    @Test
    void aNodeThatDoesNotAnswerIsAskedLessAndLessOften() {
        sockets.answers(A, false);
        links.run(100);
        int asked = sockets.done.stream()
                .filter(action -> action instanceof SocketAction.ReadSockets read
                        && read.node().equals(A))
                .toList()
                .size();
        assertThat(asked).isBetween(5, 9);

        sockets.answers(A, true);
        links.run(70);

        assertThat(sockets.options(AB).longestWait()).isEqualTo(CAP);
    }

    private static boolean isAbout(SocketAction action, Link end) {
        return switch (action) {
            case SocketAction.ReadSockets _ -> false;
            case SocketAction.ReadOptions read -> read.end().equals(end);
            case SocketAction.SetUserTimeout set -> set.end().equals(end);
            case SocketAction.SetLongestWait set -> set.end().equals(end);
        };
    }
}
