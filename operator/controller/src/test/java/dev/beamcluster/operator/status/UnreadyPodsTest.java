package dev.beamcluster.operator.status;

import java.time.Instant;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Condition;
import org.junit.jupiter.api.Test;

import dev.beamcluster.operator.rollout.Progress;

import static org.assertj.core.api.Assertions.assertThat;

/** Pods that take longer than {@code spec.rollout.timeoutSeconds}, from their first start on. */
class UnreadyPodsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant TOO_LATE = NOW.plusSeconds(600);

    private final Situation starting = Situation.whole(3, NOW).starting(1).starting(2);

    @Test
    void theyStallAFirstStart() {
        // When
        var status = starting.status(null, TOO_LATE);

        // Then
        assertThat(Conditions.find(status.conditions(), ConditionType.Stalled))
                .map(Condition::getMessage)
                .hasValue("chat-1, chat-2 did not become ready within 600 s (spec.rollout.timeoutSeconds); not ready"
                        + " yet: chat-1, chat-2. See `kubectl describe pod chat-1`");
        assertThat(Conditions.find(status.conditions(), ConditionType.Reconciling))
                .map(condition -> condition.getStatus() + " " + condition.getMessage())
                .hasValue("False stalled; resumes when chat-1, chat-2 recovers");
        assertThat(status.conditions())
                .filteredOn(condition -> condition.getReason().equals("PodsNotReady"))
                .extracting(Condition::getType)
                .containsExactly("Ready", "Reconciling", "Stalled");
    }

    @Test
    void aStallWhoseCauseIsKnownSaysNothingElse() {
        // Given
        var failing = Situation.whole(3, NOW).failing(1);

        // Then
        assertThat(Conditions.find(failing.status(null, TOO_LATE).conditions(), ConditionType.Stalled))
                .map(Condition::getMessage)
                .hasValue("chat-1 did not become ready within 600 s (spec.rollout.timeoutSeconds); chat-1: image chat:2"
                        + " cannot be pulled (ImagePullBackOff): check spec.image, and imagePullSecrets in"
                        + " spec.template.spec");
    }

    @Test
    void theyDoNotBeforeTheTimeIsOver() {
        assertThat(stalled(starting, TOO_LATE.minusMillis(1))).isEqualTo("False NotStalled");
    }

    @Test
    void theyDoNotWhileTheyAreBeingReplacedOrRemoved() {
        assertThat(stalled(starting.on(new Progress.Moving("1 of 3 pods updated")), TOO_LATE))
                .isEqualTo("False NotStalled");
        assertThat(stalled(starting.paused(), TOO_LATE)).isEqualTo("False NotStalled");
        assertThat(stalled(Situation.whole(3, NOW).deleting(2), TOO_LATE)).isEqualTo("False NotStalled");
    }

    @Test
    void aRolloutThatWaitsForOneOfThemIsStalledAsAnyRolloutIs() {
        // Given a pod that cannot start
        var waiting = starting.on(new Progress.WaitsForPod("chat-2", Optional.of(Situation.NO_IMAGE)));

        // Then
        assertThat(stalled(waiting, TOO_LATE)).isEqualTo("True RolloutStalled");
    }

    private static String stalled(Situation situation, Instant now) {
        Condition stalled = Conditions.find(situation.status(null, now).conditions(), ConditionType.Stalled)
                .orElseThrow();
        return stalled.getStatus() + " " + stalled.getReason();
    }
}
