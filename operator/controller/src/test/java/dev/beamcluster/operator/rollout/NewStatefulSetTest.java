package dev.beamcluster.operator.rollout;

import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.beamcluster.operator.observed.ExamplePods;
import dev.beamcluster.operator.observed.ExpectedNode;

import static dev.beamcluster.operator.rollout.Rollouts.NEW;
import static dev.beamcluster.operator.rollout.Rollouts.next;
import static dev.beamcluster.operator.rollout.Rollouts.onTheWay;
import static org.assertj.core.api.Assertions.assertThat;

/** What a StatefulSet is created with, the first time and again. */
class NewStatefulSetTest {

    @Test
    void aFreshClusterIsMadeClosed() {
        assertThat(next(new Workload(), 3, "a").target()).isEqualTo(RollingUpdateTarget.closed(3));
    }

    @Test
    void oneWithoutNodesHasNothingToWaitFor() {
        assertThat(next(new Workload(), 0, "a"))
                .isEqualTo(new Plan(RollingUpdateTarget.closed(0), new Progress.UpToDate()));
        assertThat(next(new Workload(), 1, "a").progress()).isEqualTo(new Progress.Moving("creating the pods"));
    }

    @Test
    void aStatefulSetThatIsMadeAgainKeepsThePodsThatAreThere() {
        // Given three pods more than are wanted, the last of which is terminating
        var workload = Workload.settled(5, "a");
        workload.orphan();
        var leaving = workload.leaving(2);
        leaving.computeIfPresent(4, (_, node) -> goingAway(node));

        // When
        var plan = new RolloutPlanner(
                        Rollouts.policy(2, true, 1),
                        workload.nodes(2),
                        leaving,
                        workload.mesh(2),
                        new Trial(Rollouts.policy(2, true, 1), Map.of(), workload.now()))
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

    private static ExpectedNode goingAway(ExpectedNode node) {
        return new ExpectedNode(node.node(), node.podName(), node.pod().map(ExamplePods::terminating));
    }
}
