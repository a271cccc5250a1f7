package dev.beamcluster.operator.rollout;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import static dev.beamcluster.operator.rollout.Rollouts.NEW;
import static dev.beamcluster.operator.rollout.Rollouts.OLD;
import static org.assertj.core.api.Assertions.assertThat;

/** What is not held up although nodes are new: only nodes that a rollout has replaced have to prove that they work. */
class NodesWithoutTrialTest {

    private final TimedRollout rollout = new TimedRollout();

    @Test
    void theFirstNodeIsReplacedAtOnce() {
        // Given nodes that started a moment ago
        rollout.workload.apply(RollingUpdateTarget.closed(3), "b");

        // Then
        assertThat(rollout.next().target()).isEqualTo(new RollingUpdateTarget(3, 2));
    }

    @Test
    void neitherAFirstStartNorAGrowingClusterIsHeldUp() {
        assertThat(rollout.next()).isEqualTo(new Plan(RollingUpdateTarget.closed(3), new Progress.UpToDate()));
        assertThat(rollout.next(5, true).target()).isEqualTo(RollingUpdateTarget.closed(5));
    }

    @Test
    void aClusterThatShrinksIsNotHeldUp() {
        // Given the end of a rollout
        rollout.replace(0);
        rollout.workload.put(1, NEW);
        rollout.workload.put(2, NEW);
        rollout.workload.control(1);
        rollout.workload.apply(new RollingUpdateTarget(3, 3, 0), "b");

        // When, then
        assertThat(rollout.next(2, false).target()).isEqualTo(new RollingUpdateTarget(2, 2, 0));
    }

    @Test
    void anEvictedNodeIsNotHeldUp() {
        // Given a pod that was evicted at rest, and one that was during the rollout and came back as it was
        rollout.workload.put(1, OLD);
        assertThat(rollout.next().progress()).isEqualTo(new Progress.UpToDate());
        rollout.replace(2);
        rollout.workload.pass(40);
        rollout.workload.put(0, OLD);

        // Then
        assertThat(rollout.next().target()).isEqualTo(new RollingUpdateTarget(3, 1));
    }

    @Test
    void aNodeThatServesNobodyIsReplacedWithoutProofOfTheOthers() {
        // Given a bad release that broke two nodes, and a good one that has replaced the first
        rollout.workload.put(1, new Pod("bad", false, Optional.empty()));
        rollout.replace(2);

        // Then
        assertThat(rollout.next().target()).isEqualTo(new RollingUpdateTarget(3, 1));
    }

    @Test
    void aRevertedReleaseThatIsAppliedAgainIsNotTrustedMore() {
        // Given chat-1 of the first attempt, chat-2 of the revert, and again the release of the first attempt
        rollout.workload.put(1, NEW);
        rollout.workload.put(2, OLD);
        rollout.workload.apply(RollingUpdateTarget.closed(3), "b");
        rollout.meshedSince.put("chat-1", rollout.workload.now());

        // Then
        assertThat(rollout.next().progress()).isInstanceOf(Progress.Proving.class);
    }

    @Test
    void nodesThatARevertedReleaseHasNotReachedNeedNoProof() {
        // Given
        rollout.workload.put(2, NEW);
        rollout.workload.apply(RollingUpdateTarget.closed(3), "a");
        for (int end = 1; end <= 2; end++) {
            rollout.workload.end(1);
            rollout.restart(1);
        }
        rollout.workload.unmet().forEach(rollout.workload::meet);

        // Then
        assertThat(rollout.next().target()).isEqualTo(new RollingUpdateTarget(3, 2));
    }

    @Test
    void aRecreatedStatefulSetDoesNotForgetThatItsNodesMayBeNew() {
        // Given
        rollout.workload.orphan();

        // When, then
        assertThat(rollout.next().target()).isEqualTo(new RollingUpdateTarget(3, 3, 0));
        rollout.workload.pods().clear();
        assertThat(rollout.next().target()).as("it adopts none").isEqualTo(RollingUpdateTarget.closed(3));
    }
}
