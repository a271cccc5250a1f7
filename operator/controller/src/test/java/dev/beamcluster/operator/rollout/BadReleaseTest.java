package dev.beamcluster.operator.rollout;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import static dev.beamcluster.operator.rollout.Rollouts.NEW;
import static dev.beamcluster.operator.rollout.Rollouts.NEWEST;
import static dev.beamcluster.operator.rollout.Rollouts.NEW_FAILING;
import static dev.beamcluster.operator.rollout.Rollouts.OLD;
import static dev.beamcluster.operator.rollout.Rollouts.STRANGE;
import static dev.beamcluster.operator.rollout.Rollouts.next;
import static dev.beamcluster.operator.rollout.Rollouts.onTheWay;
import static dev.beamcluster.operator.rollout.Rollouts.twoOnTheWay;
import static org.assertj.core.api.Assertions.assertThat;

/** A release that does not start or join: where its rollout stops, and what replaces it. */
class BadReleaseTest {

    @Test
    void aReleaseThatDoesNotStartStopsAfterOneNode() {
        // Given
        var workload = onTheWay(2);
        workload.put(2, NEW_FAILING);

        // When, then
        assertThat(next(workload, 3, "b"))
                .isEqualTo(new Plan(
                        new RollingUpdateTarget(3, 2),
                        new Progress.WaitsForPod("chat-2", Optional.of(Rollouts.CRASHES))));
    }

    @Test
    void theLastGoodSpecReplacesTheBrokenPodAtOnce() {
        // Given
        var workload = Workload.settled(3, "a");
        workload.put(2, NEW_FAILING);

        // When, then
        assertThat(next(workload, 3, "a", workload.mesh(3)).target()).isEqualTo(new RollingUpdateTarget(3, 2));
    }

    @Test
    void aFirstReleaseWhosePodsAreRefusedIsReplacedByTheNext() {
        // Given
        var workload = Workload.settled(2, "a");
        workload.refuse(0);
        workload.refuse(1);
        workload.apply(RollingUpdateTarget.closed(2), "b");

        // When, then
        assertThat(next(workload, 2, "b").target()).isEqualTo(new RollingUpdateTarget(2, 1));

        workload.apply(new RollingUpdateTarget(2, 1), "b");
        workload.put(1, NEW);
        assertThat(next(workload, 2, "b").target()).isEqualTo(new RollingUpdateTarget(2, 0));
    }

    @Test
    void aPodThatIsRefusedAtTheFormerRevisionDoesNotHoldUpTheNext() {
        // Given
        var workload = Workload.settled(3, "a");
        workload.refuse(0);
        workload.apply(RollingUpdateTarget.closed(3), "b");

        // When, then
        assertThat(next(workload, 3, "b").target()).isEqualTo(new RollingUpdateTarget(3, 2));
    }

    @Test
    void aPodThatIsRefusedAtTheNewRevisionStopsTheRollout() {
        // Given
        var workload = onTheWay(2);
        workload.refuse(2);

        // When, then
        assertThat(next(workload, 3, "b"))
                .isEqualTo(
                        new Plan(new RollingUpdateTarget(3, 2), new Progress.WaitsForPod("chat-2", Optional.empty())));
    }

    @Test
    void aReadyPodWhoseNodeIsNotInTheMeshIsReplacedWhereTheOthersHoldTogether() {
        // Given one that joined with another cookie, and the last good spec
        var workload = Workload.settled(3, "a");
        workload.put(2, NEW);

        // When, then
        assertThat(next(workload, 3, "a", workload.mesh(3, 2)).target()).isEqualTo(new RollingUpdateTarget(3, 2));
        assertThat(next(workload, 3, "a", workload.mesh(3, 0)).progress()).isEqualTo(new Progress.WaitsForMesh());
    }

    @Test
    void aReleaseWithAnotherCookieIsReplacedByAnyGoodOne() {
        // Given one that stopped after one node
        var workload = Workload.settled(2, "a");
        workload.put(1, STRANGE);

        // When, then
        assertThat(next(workload, 2, "a").target()).isEqualTo(new RollingUpdateTarget(2, 1));

        workload.apply(RollingUpdateTarget.closed(2), "c");
        assertThat(next(workload, 2, "c").target()).isEqualTo(new RollingUpdateTarget(2, 1));
    }

    @Test
    void aReleaseThatDoesNotJoinIsReplacedByAnyGoodOne() {
        // Given one that the operator reaches, and that stopped after one node
        var workload = Workload.settled(2, "a");
        workload.put(1, NEW);
        workload.part(1, 0);

        // When, then
        assertThat(next(workload, 2, "a").target()).isEqualTo(new RollingUpdateTarget(2, 1));

        workload.apply(RollingUpdateTarget.closed(2), "c");
        assertThat(next(workload, 2, "c").target()).isEqualTo(new RollingUpdateTarget(2, 1));

        workload.put(1, NEWEST);
        assertThat(next(workload, 2, "c").progress())
                .as("now it is the new one that has not met the old one yet")
                .isEqualTo(new Progress.WaitsForMesh());
    }

    @Test
    void aNodeThatIsOlderIsWaitedForThoughItsReleaseWasOvertaken() {
        // Given a rollout that was taken back while the last node was on its way, which came as it had been before
        var workload = Workload.settled(2, "a");
        workload.put(1, NEW);
        workload.put(0, OLD);
        workload.part(1, 0);

        // When, then
        assertThat(next(workload, 2, "a").progress()).isEqualTo(new Progress.WaitsForMesh());
    }

    @Test
    void whatHasJoinedIsWaitedForThoughItsReleaseWasOvertaken() {
        // Given
        var workload = Workload.settled(3, "a");
        workload.put(2, NEW);
        workload.part(2, 1);
        workload.apply(RollingUpdateTarget.closed(3), "c");

        // When, then
        assertThat(next(workload, 3, "c").progress()).isEqualTo(new Progress.WaitsForMesh());
    }

    @Test
    void nodesThatCameWithABadReleaseDoNotHoldEachOtherUp() {
        // Given two nodes more and a bad release in one change, which was taken back
        var workload = Workload.settled(5, "a");
        workload.put(3, STRANGE);
        workload.put(4, STRANGE);

        // When, then
        assertThat(next(workload, 5, "a").target()).isEqualTo(new RollingUpdateTarget(5, 4));
    }

    @Test
    void anOldNodeThatOnlyANewReleasePutsRightIsReplaced() {
        // Given
        var workload = twoOnTheWay();
        workload.put(1, NEW);
        workload.put(0, STRANGE);

        // When, then
        assertThat(next(workload, 2, "b").target()).isEqualTo(new RollingUpdateTarget(2, 0));
    }

    @Test
    void anOldNodeThatFailsDoesNotHoldUpTheReleaseThatMayHealIt() {
        // Given
        var workload = onTheWay(3);
        workload.put(0, new Pod("a", false, Optional.of(Rollouts.CRASHES)));

        // When, then
        assertThat(next(workload, 3, "b").target()).isEqualTo(new RollingUpdateTarget(3, 2));
    }

    @Test
    void anOldNodeThatIsMissingForNowDoes() {
        // Given
        var workload = onTheWay(3);
        workload.put(0, new Pod("a", false, Optional.empty()));

        // When, then
        assertThat(next(workload, 3, "b").progress()).isEqualTo(new Progress.WaitsForPod("chat-0", Optional.empty()));
    }
}
