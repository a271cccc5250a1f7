package dev.beamcluster.operator.rollout;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import static dev.beamcluster.operator.rollout.Rollouts.next;
import static org.assertj.core.api.Assertions.assertThat;

/** A change of size, alone or together with a rollout. */
class ScalingTest {

    @Test
    void growingIsDoneAtOnce() {
        assertThat(next(Workload.settled(3, "a"), 5, "a").target()).isEqualTo(RollingUpdateTarget.closed(5));
    }

    @Test
    void nodesThatComeWithANewTemplateAreMadeFromIt() {
        assertThat(next(Workload.settled(3, "a"), 5, "b").target()).isEqualTo(new RollingUpdateTarget(5, 3));
    }

    @Test
    void shrinkingTakesOneNodeAtATime() {
        // Given
        var workload = Workload.settled(5, "a");

        // When, then
        assertThat(next(workload, 3, "a").target()).isEqualTo(RollingUpdateTarget.closed(4));

        workload.apply(RollingUpdateTarget.closed(4), "a");
        assertThat(next(workload, 3, "a").target())
                .as("chat-4 is still there")
                .isEqualTo(RollingUpdateTarget.closed(4));

        workload.control(1);
        assertThat(next(workload, 3, "a").target()).isEqualTo(RollingUpdateTarget.closed(3));
    }

    @Test
    void shrinkingWaitsForTheMeshOfThoseThatStay() {
        // Given
        var workload = Workload.settled(4, "a");

        // When, then
        assertThat(next(workload, 3, "a", workload.mesh(3, 1)))
                .isEqualTo(new Plan(RollingUpdateTarget.closed(4), new Progress.WaitsForMesh()));
    }

    @Test
    void shrinkingDoesNotWaitForAPodThatIsRefused() {
        // Given a quota that has become too small
        var workload = Workload.settled(4, "a");
        workload.refuse(0);

        // When, then
        assertThat(next(workload, 3, "a").target()).isEqualTo(RollingUpdateTarget.closed(3));
    }

    @Test
    void shrinkingToNothingWaitsForNobody() {
        assertThat(next(Workload.settled(2, "a"), 0, "a", Optional.empty()).target())
                .isEqualTo(RollingUpdateTarget.closed(1));
    }

    @Test
    void whatHoldsUpShrinkingIsReplacedFirst() {
        // Given a release that never gets ready on those that stay, and a new one
        var workload = Workload.settled(4, "a");
        workload.apply(RollingUpdateTarget.closed(4), "b");
        workload.put(1, new Pod("a", false, Optional.empty()));
        workload.put(2, new Pod("a", false, Optional.empty()));

        // When, then
        assertThat(next(workload, 3, "b").target()).isEqualTo(new RollingUpdateTarget(4, 2));
    }

    @Test
    void podsThatWereToGoAndAreWantedAgainAreNotNew() {
        // Given a scale-down to nothing, which the controller has not seen yet
        var workload = Workload.settled(2, "a");
        workload.apply(RollingUpdateTarget.closed(0), "a");

        // When, then
        assertThat(next(workload, 3, "b").target()).isEqualTo(new RollingUpdateTarget(3, 2));
    }

    @Test
    void aGateThatIsOpenForMoreThanMayBeMissingIsClosed() {
        // Given a step for chat-2 while it shrank to three nodes, and five wanted again
        var workload = Workload.settled(5, "a");
        workload.apply(new RollingUpdateTarget(5, 2), "b");

        // When, then
        assertThat(next(workload, 5, "b").target()).isEqualTo(new RollingUpdateTarget(5, 5, 2));
    }
}
