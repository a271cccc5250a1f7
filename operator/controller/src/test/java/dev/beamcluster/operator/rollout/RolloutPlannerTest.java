package dev.beamcluster.operator.rollout;

import java.util.Optional;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.MeshReport;

import static dev.beamcluster.operator.rollout.Rollouts.NEW;
import static dev.beamcluster.operator.rollout.Rollouts.NEW_STARTING;
import static dev.beamcluster.operator.rollout.Rollouts.next;
import static dev.beamcluster.operator.rollout.Rollouts.onTheWay;
import static dev.beamcluster.operator.rollout.Rollouts.planner;
import static dev.beamcluster.operator.rollout.Rollouts.policy;
import static dev.beamcluster.operator.rollout.Rollouts.twoOnTheWay;
import static org.assertj.core.api.Assertions.assertThat;

/** When the next node is replaced: one step at a time, from one situation each. */
class RolloutPlannerTest {

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
    void noneIsReplacedWhileTheNodesRunWithAFormerCookie() {
        // Given
        var workload = onTheWay(3);
        var former = workload.mesh(3)
                .map(report -> new MeshReport(
                        report.nodes(), new TreeSet<>(report.nodes().keySet()), new TreeSet<>()));

        // When, then
        assertThat(next(workload, 3, "b", former))
                .isEqualTo(new Plan(RollingUpdateTarget.closed(3), new Progress.WaitsForCookie()));
        assertThat(planner(policy(3, false, 1), workload, former)
                        .next(workload.facts(), "b")
                        .target())
                .isEqualTo(new RollingUpdateTarget(3, 2));
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
        var plan = planner(policy(3, false, 1), workload, Optional.empty()).next(workload.facts(), "b");

        // Then
        assertThat(plan.target()).isEqualTo(new RollingUpdateTarget(3, 1));
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
    void asManyGoAtOnceAsMayBeMissing() {
        // Given
        var workload = Workload.settled(5, "a");
        workload.apply(RollingUpdateTarget.closed(5), "b");

        // When
        var plan = planner(policy(5, true, 2), workload, workload.mesh(5)).next(workload.facts(), "b");

        // Then
        assertThat(plan.target()).isEqualTo(new RollingUpdateTarget(5, 3));
    }

    @Test
    void whatIsDownAnywayOpensTheGateForItselfAlone() {
        // Given
        var workload = Workload.settled(5, "a");
        workload.apply(RollingUpdateTarget.closed(5), "b");
        workload.put(4, new Pod("a", false, Optional.empty()));
        var pace = policy(5, true, 2);

        // When, then
        assertThat(planner(pace, workload, workload.mesh(5, 0))
                        .next(workload.facts(), "b")
                        .target())
                .isEqualTo(new RollingUpdateTarget(5, 4));
        assertThat(planner(pace, workload, workload.mesh(5))
                        .next(workload.facts(), "b")
                        .target())
                .as("the others hold together")
                .isEqualTo(new RollingUpdateTarget(5, 3));
    }
}
