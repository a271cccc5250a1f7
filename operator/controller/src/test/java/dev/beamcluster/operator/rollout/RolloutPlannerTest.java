package dev.beamcluster.operator.rollout;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;
import dev.beamcluster.operator.rollout.Workload.Pod;

import static org.assertj.core.api.Assertions.assertThat;

/** One step at a time, from one situation each. */
class RolloutPlannerTest {

    private static final Pod OLD = new Pod("a", true, Optional.empty());
    private static final Pod NEW = new Pod("b", true, Optional.empty());
    private static final Pod NEWEST = new Pod("c", true, Optional.empty());
    private static final Pod STRANGE = new Pod(Workload.STRANGE, true, Optional.empty());
    private static final Pod NEW_STARTING = new Pod("b", false, Optional.empty());
    private static final Pod NEW_FAILING = new Pod("b", false, Optional.of("it ends again and again"));

    @Test
    void aFreshClusterIsMadeClosed() {
        assertThat(next(new Workload(), 3, "a").target()).isEqualTo(RollingUpdateTarget.closed(3));
    }

    @Test
    void aStatefulSetThatIsMadeAgainKeepsThePodsThatAreThere() {
        // Given three pods more than are wanted, the last of which is terminating
        var workload = Workload.settled(5, "a");
        workload.orphan();
        var leaving = workload.leaving(2);
        leaving.computeIfPresent(4, (_, node) -> goingAway(node));

        // When
        var plan = new RolloutPlanner(new RolloutPolicy(2, true, 1), workload.nodes(2), leaving, workload.mesh(2))
                .next(workload.facts(), "a");

        // Then
        assertThat(plan.target()).isEqualTo(RollingUpdateTarget.closed(4));
    }

    @Test
    void aStatefulSetThatIsMadeAgainGoesOnWithItsRollout() {
        // Given
        var workload = onTheWay(2);
        workload.put(2, NEW);
        workload.orphan();

        // When, then
        assertThat(next(workload, 3, "b").target()).isEqualTo(RollingUpdateTarget.closed(3));

        workload.apply(RollingUpdateTarget.closed(3), "b");
        assertThat(next(workload, 3, "b", workload.mesh(3, 2)).progress()).isEqualTo(new Progress.WaitsForMesh());
        assertThat(next(workload, 3, "b").target()).isEqualTo(new RollingUpdateTarget(3, 1));
    }

    @Test
    void aClusterAtRestStaysClosed() {
        assertThat(next(Workload.settled(3, "a"), 3, "a"))
                .isEqualTo(new Plan(RollingUpdateTarget.closed(3), new Progress.UpToDate()));
    }

    @Test
    void aNewTemplateIsAppliedWithTheGateClosed() {
        assertThat(next(Workload.settled(3, "a"), 3, "b").target()).isEqualTo(RollingUpdateTarget.closed(3));
    }

    @Test
    void thenTheHighestOrdinalGoesFirst() {
        assertThat(next(onTheWay(3), 3, "b").target()).isEqualTo(new RollingUpdateTarget(3, 2));
    }

    @Test
    void theNextWaitsUntilTheReplacedOneIsReady() {
        // Given
        var workload = onTheWay(2);
        workload.put(2, NEW_STARTING);

        // When, then
        assertThat(next(workload, 3, "b"))
                .isEqualTo(
                        new Plan(new RollingUpdateTarget(3, 2), new Progress.WaitsForPod("chat-2", Optional.empty())));
    }

    @Test
    void theNextWaitsUntilEveryLinkIsVerifiedAgain() {
        // Given
        var workload = onTheWay(2);
        workload.put(2, NEW);

        // When, then
        assertThat(next(workload, 3, "b", workload.mesh(3, 2)))
                .isEqualTo(new Plan(new RollingUpdateTarget(3, 2), new Progress.WaitsForMesh()));
        assertThat(next(workload, 3, "b", Optional.empty()).progress()).isEqualTo(new Progress.WaitsForMesh());
        assertThat(next(workload, 3, "b").target()).isEqualTo(new RollingUpdateTarget(3, 1));
    }

    @Test
    void theLinkToTheNextOneMustBeVerifiedToo() {
        // Given
        var workload = onTheWay(2);
        workload.put(2, NEW);
        workload.part(2, 1);

        // When, then
        assertThat(next(workload, 3, "b").progress()).isEqualTo(new Progress.WaitsForMesh());
    }

    @Test
    void theLastOfTwoIsNotTakenBeforeTheOtherHasMetIt() {
        // Given
        var workload = twoOnTheWay();
        workload.put(1, NEW);
        workload.part(1, 0);

        // When, then
        assertThat(next(workload, 2, "b"))
                .isEqualTo(new Plan(new RollingUpdateTarget(2, 1), new Progress.WaitsForMesh()));
    }

    @Test
    void aMeshThatIsApartIsNotTouched() {
        // Given
        var workload = Workload.settled(2, "a");
        workload.apply(RollingUpdateTarget.closed(2), "b");
        workload.part(1, 0);

        // When, then
        assertThat(next(workload, 2, "b").progress()).isEqualTo(new Progress.WaitsForMesh());
    }

    @Test
    void gatedByPodsItDoesNotWaitForTheMesh() {
        // Given
        var workload = onTheWay(2);
        workload.put(2, NEW);

        // When
        var plan = new RolloutPlanner(
                        new RolloutPolicy(3, false, 1), workload.nodes(3), workload.leaving(3), Optional.empty())
                .next(workload.facts(), "b");

        // Then
        assertThat(plan.target()).isEqualTo(new RollingUpdateTarget(3, 1));
    }

    @Test
    void aReleaseThatDoesNotStartStopsAfterOneNode() {
        // Given
        var workload = onTheWay(2);
        workload.put(2, NEW_FAILING);

        // When, then
        assertThat(next(workload, 3, "b"))
                .isEqualTo(new Plan(
                        new RollingUpdateTarget(3, 2),
                        new Progress.WaitsForPod("chat-2", Optional.of("it ends again and again"))));
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
    void aMeshThatTheOperatorIsNotLetIntoIsNotTouched() {
        // Given a cookie that was exchanged, say: the nodes may hold together very well
        var workload = Workload.settled(2, Workload.STRANGE);
        workload.apply(RollingUpdateTarget.closed(2), "b");

        // When, then
        assertThat(next(workload, 2, "b").progress()).isEqualTo(new Progress.WaitsForMesh());
    }

    @Test
    void anOldNodeThatFailsDoesNotHoldUpTheReleaseThatMayHealIt() {
        // Given
        var workload = onTheWay(3);
        workload.put(0, new Pod("a", false, Optional.of("it ends again and again")));

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

    @Test
    void asManyGoAtOnceAsMayBeMissing() {
        // Given
        var workload = Workload.settled(5, "a");
        workload.apply(RollingUpdateTarget.closed(5), "b");

        // When
        var plan = new RolloutPlanner(
                        new RolloutPolicy(5, true, 2), workload.nodes(5), workload.leaving(5), workload.mesh(5))
                .next(workload.facts(), "b");

        // Then
        assertThat(plan.target()).isEqualTo(new RollingUpdateTarget(5, 3));
    }

    @Test
    void whatIsDownAnywayOpensTheGateForItselfAlone() {
        // Given
        var workload = Workload.settled(5, "a");
        workload.apply(RollingUpdateTarget.closed(5), "b");
        workload.put(4, new Pod("a", false, Optional.empty()));
        var pace = new RolloutPolicy(5, true, 2);

        // When, then
        assertThat(new RolloutPlanner(pace, workload.nodes(5), workload.leaving(5), workload.mesh(5, 0))
                        .next(workload.facts(), "b")
                        .target())
                .isEqualTo(new RollingUpdateTarget(5, 4));
        assertThat(new RolloutPlanner(pace, workload.nodes(5), workload.leaving(5), workload.mesh(5))
                        .next(workload.facts(), "b")
                        .target())
                .as("the others hold together")
                .isEqualTo(new RollingUpdateTarget(5, 3));
    }

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

        workload.control();
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
        assertThat(next(workload, 5, "b").target()).isEqualTo(RollingUpdateTarget.closed(5));
    }

    /** From {@code a} to {@code b}, with the gate at this ordinal. */
    private static Workload onTheWay(int partition) {
        var workload = Workload.settled(3, "a");
        workload.apply(new RollingUpdateTarget(3, partition), "b");
        workload.put(0, OLD);
        return workload;
    }

    /** Two nodes from {@code a} to {@code b}, the second of which may go. */
    private static Workload twoOnTheWay() {
        var workload = Workload.settled(2, "a");
        workload.apply(new RollingUpdateTarget(2, 1), "b");
        return workload;
    }

    private static ExpectedNode goingAway(ExpectedNode node) {
        return new ExpectedNode(
                node.node(),
                node.podName(),
                node.pod()
                        .map(pod -> new PodFacts(
                                pod.name(),
                                pod.uid(),
                                pod.revision(),
                                pod.address(),
                                pod.started(),
                                false,
                                true,
                                pod.failure())));
    }

    private static Plan next(Workload workload, int wanted, String template) {
        return next(workload, wanted, template, workload.mesh(wanted));
    }

    private static Plan next(Workload workload, int wanted, String template, Optional<MeshReport> seen) {
        return new RolloutPlanner(
                        new RolloutPolicy(wanted, true, 1), workload.nodes(wanted), workload.leaving(wanted), seen)
                .next(workload.facts(), template);
    }
}
