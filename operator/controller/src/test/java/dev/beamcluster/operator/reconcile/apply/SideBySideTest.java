package dev.beamcluster.operator.reconcile.apply;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.beamcluster.operator.reconcile.ApiStandIn;
import dev.beamcluster.operator.reconcile.Chat;
import dev.beamcluster.operator.status.ApplyOutcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is reported if several objects cannot be written. */
class SideBySideTest {

    private final ApiStandIn api = new ApiStandIn();

    @AfterEach
    void end() {
        api.close();
    }

    @Test
    void aRefusalIsReportedAlthoughAnotherObjectCannotBeWritten() {
        // Given
        api.refuse("PATCH", "services", 500, "etcdserver: request timed out");
        api.refuse("PATCH", "networkpolicies", 403, "policy.example.org does not allow it");

        // When
        ApplyOutcome outcome = apply();

        // Then
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        ApplyOutcome.Refused.class,
                        refused -> assertThat(refused.message()).contains("NetworkPolicy chat", "policy.example.org"));
    }

    @Test
    void everyFailureIsNamed() {
        // Given
        api.refuse("PATCH", "services", 500, "etcdserver: request timed out");
        api.refuse("PATCH", "networkpolicies", 500, "failed calling webhook");

        // Then
        assertThatThrownBy(this::apply)
                .hasMessageContaining("etcdserver")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .satisfies(other -> assertThat(other).hasMessageContaining("failed calling webhook")));
    }

    @Test
    void theFirstRefusalIsReported() {
        var requests = new SideBySide(2);

        assertThat(requests.refusal(
                        List.of(1, 2, 3), number -> Optional.of(number).filter(one -> one > 1)))
                .contains(2);
        assertThat(requests.refusal(List.of(1, 2, 3), _ -> Optional.empty())).isEmpty();
    }

    private ApplyOutcome apply() {
        var cluster = Chat.cluster("");
        var applier = new Applier(api.client(), Chat.OPERATOR, (_, _) -> {});
        var applied = new AppliedObjects();
        var seen = Chat.snapshot(api.client(), cluster);
        var caches = Chat.caches();
        return applier.apply(cluster, seen, applier.desired(cluster, seen, caches, applied), caches, applied);
    }
}
