package dev.beamcluster.operator.rollout;

import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How long a replaced node must work before the next one is replaced, and before the rollout is over. */
class TrialTest {

    private final TimedRollout rollout = new TimedRollout();

    @Test
    void theNextWaitsUntilTheReplacedOneHasWorkedForLongEnough() {
        // Given
        rollout.replace(2);
        Instant ready = rollout.workload.now();

        // When, then
        assertThat(rollout.next()).isEqualTo(rollout.waits(rollout.proving(2, ready)));
        rollout.workload.pass(29);
        assertThat(rollout.next()).isEqualTo(rollout.waits(rollout.proving(2, ready)));
        rollout.workload.pass(1);
        assertThat(rollout.next().target()).isEqualTo(new RollingUpdateTarget(3, 1));
    }

    @Test
    void theTimeCountsFromWhenTheNodeJoined() {
        // Given
        rollout.replace(2);
        rollout.workload.pass(20);
        rollout.meshedSince.put("chat-2", rollout.workload.now());

        // Then
        assertThat(rollout.next().progress()).isEqualTo(rollout.proving(2, rollout.workload.now()));
    }

    @Test
    void aNodeThatLeftTheMeshAgainIsReportedAtOnce() {
        // Given
        rollout.replace(2);
        rollout.workload.pass(60);
        rollout.meshedSince.remove("chat-2");

        // Then
        assertThat(rollout.next()).isEqualTo(rollout.waits(new Progress.WaitsForMesh()));
    }

    @Test
    void gatedByPodsOnlyTheirReadinessCounts() {
        // Given
        rollout.replace(2);
        rollout.meshedSince.clear();

        // When, then
        assertThat(rollout.next(3, false).progress()).isEqualTo(rollout.proving(2, rollout.workload.now()));
        rollout.workload.pass(30);
        assertThat(rollout.next(3, false).target()).isEqualTo(new RollingUpdateTarget(3, 1));
    }

    @Test
    void aContainerThatEndedStartsTheTimeAgain() {
        // Given
        rollout.replace(2);
        rollout.workload.pass(12);
        rollout.crash(2);

        // When, then
        assertThat(rollout.next()).isEqualTo(rollout.waits(new Progress.WaitsForPod("chat-2", Optional.empty())));
        rollout.restart(2);
        assertThat(rollout.next())
                .isEqualTo(rollout.waits(new Progress.Proving(
                        "chat-2",
                        rollout.workload.now().plusSeconds(12).plus(TimedRollout.MIN_READY),
                        Optional.of(Rollouts.END),
                        false)));
    }

    @Test
    void aSecondEndStopsTheRolloutEvenIfTheNodeIsBack() {
        // Given
        rollout.replace(2);
        for (int end = 1; end <= 2; end++) {
            rollout.workload.pass(12);
            rollout.crash(2);
            rollout.restart(2);
        }

        // When, then
        assertThat(rollout.next())
                .isEqualTo(rollout.waits(new Progress.KeepsEnding("chat-2", Optional.of(Rollouts.END))));
        rollout.workload.pass(599);
        assertThat(rollout.next())
                .isEqualTo(rollout.waits(new Progress.KeepsEnding("chat-2", Optional.of(Rollouts.END))));
        rollout.workload.pass(1);
        assertThat(rollout.next().target()).as("it has recovered").isEqualTo(new RollingUpdateTarget(3, 1));
    }

    @Test
    void aNodeThatKubernetesHasGivenUpOnIsReportedAsSuch() {
        // Given
        rollout.replace(2);
        rollout.crash(2);
        rollout.restart(2);
        rollout.crash(2);

        // Then
        assertThat(rollout.next())
                .isEqualTo(rollout.waits(new Progress.WaitsForPod("chat-2", Optional.of(Rollouts.CRASHES))));
    }

    @Test
    void aDeathThatComesLaterStopsTheRolloutWhereItIs() {
        // Given
        rollout.replace(2);
        rollout.workload.pass(60);
        rollout.replace(1);
        rollout.crash(2);

        // When, then
        assertThat(rollout.next().progress()).isEqualTo(new Progress.WaitsForPod("chat-2", Optional.empty()));
        rollout.restart(2);
        Instant due = rollout.workload
                .now()
                .plus(rollout.workload.times().history(2).lastLife())
                .plus(TimedRollout.MIN_READY);
        var proving = new Progress.Proving("chat-2", due, Optional.of(Rollouts.END), false);
        assertThat(rollout.next().progress())
                .as("it has to run for longer than before it died")
                .isEqualTo(proving);
        rollout.workload.pass(60);
        assertThat(rollout.next().progress()).isEqualTo(proving);
        rollout.crash(2);
        rollout.restart(2);
        assertThat(rollout.next().progress()).isEqualTo(new Progress.KeepsEnding("chat-2", Optional.of(Rollouts.END)));
    }

    @Test
    void noNodeHasToRunLongerThanARolloutWaits() {
        // Given a node that died an hour after it was replaced
        rollout.replace(2);
        rollout.workload.pass(3600);
        rollout.crash(2);
        rollout.restart(2);

        // Then
        assertThat(rollout.next().progress())
                .isEqualTo(new Progress.Proving(
                        "chat-2", rollout.workload.now().plusSeconds(600), Optional.of(Rollouts.END), true));
    }

    @Test
    void theRolloutIsOverWhenTheLastNodeHasWorkedForLongEnough() {
        // Given
        for (int ordinal = 2; ordinal >= 0; ordinal--) {
            rollout.replace(ordinal);
            rollout.workload.pass(40);
        }
        rollout.replace(0);
        rollout.workload.control(1);
        Instant ready = rollout.workload.now();

        // When, then
        var held = new Plan(new RollingUpdateTarget(3, 3, 0), rollout.proving(0, ready));
        assertThat(rollout.next()).as("the gate closes").isEqualTo(held);
        rollout.workload.apply(held.target(), "b");
        assertThat(rollout.next()).as("a restarted operator continues").isEqualTo(held);
        rollout.workload.pass(30);
        assertThat(rollout.next()).isEqualTo(new Plan(RollingUpdateTarget.closed(3), new Progress.UpToDate()));
    }

    @Test
    void theLastNodeThatDiesKeepsTheRolloutFromBeingOver() {
        // Given
        for (int ordinal = 2; ordinal >= 0; ordinal--) {
            rollout.replace(ordinal);
            rollout.workload.pass(40);
        }
        rollout.workload.control(1);
        rollout.workload.apply(rollout.next().target(), "b");
        rollout.replace(0);
        rollout.crash(0);
        rollout.workload.apply(new RollingUpdateTarget(3, 3, 0), "b");

        // When, then
        assertThat(rollout.next().progress()).isEqualTo(new Progress.WaitsForPod("chat-0", Optional.empty()));
        rollout.restart(0);
        rollout.crash(0);
        rollout.restart(0);
        assertThat(rollout.next().progress()).isEqualTo(new Progress.KeepsEnding("chat-0", Optional.of(Rollouts.END)));
    }

    @Test
    void aNodeThatNeverWorksForLongEnoughIsOverdue() {
        // Given a node that leaves the mesh and comes back, for ten minutes
        rollout.replace(2);
        rollout.workload.pass(590);
        rollout.meshedSince.put("chat-2", rollout.workload.now());
        rollout.workload.pass(10);

        // Then
        assertThat(rollout.next().progress())
                .isEqualTo(
                        new Progress.Proving("chat-2", rollout.workload.now().plusSeconds(20), Optional.empty(), true));
    }

    @Test
    void aRevertThatIsTakenBackDoesNotForgetThem() {
        // Given the end of a rollout
        for (int ordinal = 2; ordinal >= 0; ordinal--) {
            rollout.replace(ordinal);
        }
        rollout.workload.control(1);
        rollout.workload.apply(rollout.next().target(), "b");

        // When
        rollout.workload.apply(rollout.next("a").target(), "a");
        rollout.workload.apply(rollout.next("b").target(), "b");

        // Then
        assertThat(rollout.next().progress()).isEqualTo(rollout.proving(0, rollout.workload.now()));
    }
}
