package dev.beamcluster.operator.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.BeforeStatus;
import dev.beamcluster.operator.observed.BeforeFacts;
import dev.beamcluster.operator.observed.BeforeJob;
import dev.beamcluster.operator.observed.BeforeJob.State;
import dev.beamcluster.operator.rollout.Progress;
import dev.beamcluster.operator.rollout.Progress.JobPhase;

import static org.assertj.core.api.Assertions.assertThat;

/** What the status remembers of {@code spec.rollout.before}, and how it counts the time of a rollout after its Job. */
class JobStatusTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LONG = Duration.ofMinutes(30);

    @Test
    void theLastSuccessAndTheTemplateOfTheNodesAreRemembered() {
        // When
        BeamClusterStatus status = status(Situation.whole(3, NOW), succeeded(NOW), null, NOW);

        // Then
        assertThat(status.before()).isEqualTo(new BeforeStatus("b", "template"));
        assertThat(FailedStatus.of(status, "no answer", 7, NOW).before()).isEqualTo(status.before());
    }

    @Test
    void withoutItNothingIsRemembered() {
        assertThat(Situation.whole(3, NOW).status(null, NOW).before()).isNull();
    }

    @Test
    void theTimeOfARolloutBeginsWhenItsJobHasSucceeded() {
        // Given
        var waits =
                Situation.whole(3, NOW).on(new Progress.WaitsForJob("chat-before", JobPhase.RUNNING, Optional.empty()));
        BeamClusterStatus before = waits.status(null, NOW);
        Instant end = NOW.plus(LONG);
        var next = Situation.whole(3, NOW).on(new Progress.WaitsForPod("chat-2", Optional.empty()));

        // Then
        assertThat(stalled(status(next, succeeded(end), before, end.plusSeconds(1))))
                .isEqualTo("False");
        assertThat(stalled(status(next, succeeded(end), before, end.plus(LONG))))
                .isEqualTo("True");
        assertThat(stalled(status(next, BeforeFacts.NONE, before, end.plusSeconds(1))))
                .isEqualTo("True");
    }

    @Test
    void aJobThatRunsForLongDoesNotStallARollout() {
        // Given
        var waits =
                Situation.whole(3, NOW).on(new Progress.WaitsForJob("chat-before", JobPhase.RUNNING, Optional.empty()));

        // Then
        assertThat(stalled(waits.status(waits.status(null, NOW), NOW.plus(LONG))))
                .isEqualTo("False");
    }

    private static BeamClusterStatus status(
            Situation situation, BeforeFacts before, @Nullable BeamClusterStatus previous, Instant now) {
        return StatusComputer.compute(
                SituationSnapshot.of(situation, previous, now, before), situation.outcome(), List.of(), previous);
    }

    private static BeforeFacts succeeded(Instant at) {
        return new BeforeFacts(
                true,
                Optional.of("a"),
                Optional.empty(),
                Optional.of(new BeforeJob("chat-before", "b", "b-600", new State.Succeeded(at))));
    }

    private static String stalled(BeamClusterStatus status) {
        return Conditions.find(status.conditions(), ConditionType.Stalled)
                .orElseThrow()
                .getStatus();
    }
}
