package dev.beamcluster.operator.status;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;
import dev.beamcluster.mesh.Cause;
import dev.beamcluster.operator.rollout.Progress;

import static org.assertj.core.api.Assertions.assertThat;

class StatusComputerTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void readyIsTrueOnlyWhenEverythingIs() {
        var skewed = Situation.whole(3, NOW)
                .saying(1, UniformRuleTest.facts("26", "chat 1.4.0", "1.4.0", Optional.of(60), true));
        assertThat(condition(status(skewed), ConditionType.Ready).getReason()).isEqualTo("VersionSkew");
        assertThat(condition(status(Situation.whole(3, NOW)), ConditionType.Ready)
                        .getStatus())
                .isEqualTo("True");
        assertThat(condition(status(Situation.whole(3, NOW).unobserved()), ConditionType.Ready)
                        .getReason())
                .isEqualTo("PodsStarting");
        assertThat(condition(status(Situation.whole(3, NOW).refused()), ConditionType.Ready)
                        .getReason())
                .isEqualTo("InvalidSpec");
        assertThat(condition(status(Situation.whole(3, NOW).failing(2)), ConditionType.Ready)
                        .getReason())
                .isEqualTo("PodsFailing");
    }

    @Test
    void readyIsNotTrueForASpecThatIsNotInThePodsYet() {
        var applying = Situation.whole(3, NOW).on(new Progress.Moving("applying the new pod template"));
        var proving = Situation.whole(3, NOW)
                .on(new Progress.Proving("chat-0", NOW.plusSeconds(30), Optional.empty(), false));

        for (Situation situation : List.of(applying, proving)) {
            assertThat(condition(status(situation), ConditionType.PodsReady).getStatus())
                    .isEqualTo("True");
            assertThat(condition(status(situation), ConditionType.Ready))
                    .returns("False", Condition::getStatus)
                    .returns("RolloutInProgress", Condition::getReason);
        }
        assertThat(condition(status(Situation.whole(3, NOW).paused()), ConditionType.Ready)
                        .getStatus())
                .isEqualTo("True");
    }

    @Test
    void aNodeHasTheTimeSinceWhichItIsInTheMesh() {
        // Given
        Situation whole = Situation.whole(2, NOW);
        BeamClusterStatus first = status(whole);

        // When the operator is restarted and has no report
        BeamClusterStatus restarted = whole.neverProbed().status(first, NOW.plusSeconds(60));

        // Then
        assertThat(first.nodes()).extracting(NodeStatus::meshedSince).containsOnly("2026-01-01T00:00:00Z");
        assertThat(restarted.nodes()).extracting(NodeStatus::meshedSince).containsOnly("2026-01-01T00:00:00Z");
        assertThat(restarted.nodes()).extracting(NodeStatus::state).containsOnly(NodeState.Unknown);
    }

    @ParameterizedTest
    @MethodSource("dev.beamcluster.operator.status.Situations#all")
    void computingTwiceWithALaterNowGivesAnEqualStatus(Situation situation) {
        BeamClusterStatus first = situation.status(null, NOW);

        assertThat(situation.status(first, NOW.plusSeconds(5))).isEqualTo(first);
    }

    @Test
    void theTransitionTimeMovesOnlyWithTheStatus() {
        BeamClusterStatus whole = status(Situation.whole(3, NOW));
        Situation cut = Situation.whole(3, NOW).cut(0, 1, Cause.CALL_TIMEOUT);
        BeamClusterStatus broken = cut.status(whole, NOW.plusSeconds(3));
        Situation worse = cut.cut(1, 0, Cause.CALL_TIMEOUT);
        BeamClusterStatus stillBroken = worse.status(broken, NOW.plusSeconds(6));

        assertThat(condition(broken, ConditionType.Meshed).getLastTransitionTime())
                .isEqualTo("2026-01-01T00:00:03Z");
        assertThat(condition(stillBroken, ConditionType.Meshed).getMessage())
                .isNotEqualTo(condition(broken, ConditionType.Meshed).getMessage());
        assertThat(condition(stillBroken, ConditionType.Meshed).getLastTransitionTime())
                .isEqualTo("2026-01-01T00:00:03Z");
        assertThat(condition(broken, ConditionType.PodsReady).getLastTransitionTime())
                .isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void everyConditionHasTheObservedGeneration() {
        BeamClusterStatus status = status(Situation.whole(3, NOW));

        assertThat(status.observedGeneration()).isEqualTo(7);
        assertThat(status.conditions())
                .extracting(Condition::getObservedGeneration)
                .containsOnly(7L);
        assertThat(status.summary()).extracting(summary -> summary.links()).isEqualTo("6/6");
    }

    @Test
    void aRolloutThatWaitsForTheMeshReportsWhatIsMissing() {
        Situation cut = Situation.whole(3, NOW).apart(0, 1).on(new Progress.WaitsForMesh());

        Condition reconciling = condition(status(cut), ConditionType.Reconciling);

        assertThat(reconciling.getReason()).isEqualTo("RolloutWaitsForMesh");
        assertThat(reconciling.getMessage()).contains("waiting for the full mesh: ", "chat-0 <-> chat-1");
        assertThat(condition(status(cut), ConditionType.Stalled).getStatus()).isEqualTo("False");
    }

    @Test
    void aRolloutThatWaitsTooLongIsStalledUntilTheWaitEnds() {
        Situation waiting = Situation.whole(3, NOW).apart(0, 1).on(new Progress.WaitsForMesh());
        BeamClusterStatus first = status(waiting);
        BeamClusterStatus patient = waiting.status(first, NOW.plusSeconds(9));

        BeamClusterStatus late = waiting.probedAt(NOW.plusSeconds(601)).status(patient, NOW.plusSeconds(601));
        BeamClusterStatus later = waiting.probedAt(NOW.plusSeconds(602)).status(late, NOW.plusSeconds(602));

        assertThat(patient).isEqualTo(first);
        assertThat(condition(late, ConditionType.Stalled).getReason()).isEqualTo("RolloutStalled");
        assertThat(condition(late, ConditionType.Reconciling).getStatus()).isEqualTo("False");
        assertThat(later).isEqualTo(late);
    }

    @Test
    void aPermanentFaultStallsARolloutImmediately() {
        var failing = new Progress.WaitsForPod("chat-2", Optional.of(Situation.NO_IMAGE));
        Situation misnamed =
                Situation.whole(3, NOW).lost(2, Cause.COOKIE_MISMATCH).on(new Progress.WaitsForMesh());

        assertThat(condition(status(Situation.whole(3, NOW).on(failing)), ConditionType.Stalled)
                        .getMessage())
                .contains("chat-2", "image chat:2 cannot be pulled");
        assertThat(condition(status(misnamed), ConditionType.Stalled).getStatus())
                .isEqualTo("True");
        assertThat(condition(status(misnamed), ConditionType.Ready).getReason()).isEqualTo("RolloutStalled");
    }

    @Test
    void aStartingPodDoesNotStallARollout() {
        var starting = new Progress.WaitsForPod("chat-2", Optional.empty());

        assertThat(condition(status(Situation.whole(3, NOW).on(starting)), ConditionType.Stalled)
                        .getStatus())
                .isEqualTo("False");
    }

    private static BeamClusterStatus status(Situation situation) {
        return situation.status(null, NOW);
    }

    private static Condition condition(BeamClusterStatus status, ConditionType type) {
        return Conditions.find(status.conditions(), type).orElseThrow();
    }
}
