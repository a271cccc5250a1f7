package dev.beamcluster.operator.reconcile.pods;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PodWarningTest {

    @ParameterizedTest
    @CsvSource({"spec.containers{beam}, beam", "spec.initContainers{migrate}, migrate", "spec.something, ''"})
    void anEventNamesItsContainer(String fieldPath, String container) {
        assertThat(PodWarning.of(event("regarding: {fieldPath: '%s'}".formatted(fieldPath)))
                        .container()
                        .orElse(""))
                .isEqualTo(container);
    }

    @ParameterizedTest
    @CsvSource({
        "'series: {count: 3, lastObservedTime: \"2026-01-01T00:00:03.000000Z\"}', 3",
        "deprecatedLastTimestamp: \"2026-01-01T00:00:02Z\", 2",
        "eventTime: \"2026-01-01T00:00:01.000000Z\", 1",
        "note: a, 0"
    })
    void anEventHasTheTimeWhenItWasSeenLast(String time, int second) {
        assertThat(PodWarning.of(event(time)).at())
                .isEqualTo(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(second));
    }

    @Test
    void aCounterInATextDoesNotChangeIt() {
        // Given
        var first = warning("Unhealthy", "failed after 12ms, request 7f3a9");
        var again = warning("Unhealthy", "failed after 9ms, request 81bc0");

        // Then
        assertThat(again.inTheWordsOf(List.of(first)).note()).isEqualTo(first.note());
        assertThat(warning("Unhealthy", "refused").inTheWordsOf(List.of(first)).note())
                .isEqualTo("refused");
        assertThat(warning("FailedMount", again.note())
                        .inTheWordsOf(List.of(first))
                        .note())
                .isEqualTo(again.note());
    }

    private static PodWarning warning(String reason, String note) {
        return new PodWarning(reason, note, Optional.of("beam"), Instant.EPOCH);
    }

    private static Event event(String field) {
        return Objects.requireNonNull(Serialization.unmarshal("""
                apiVersion: events.k8s.io/v1
                kind: Event
                metadata: {creationTimestamp: "2026-01-01T00:00:00Z"}
                %s
                """.formatted(field), Event.class));
    }
}
