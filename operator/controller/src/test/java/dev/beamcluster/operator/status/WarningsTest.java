package dev.beamcluster.operator.status;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;

import static org.assertj.core.api.Assertions.assertThat;

class WarningsTest {

    private static final BeamClusterStatus NONE = status(1);

    @Test
    void aWarningHasOneEventForEachGeneration() {
        // Given
        var first = Warnings.next(Set.of(), NONE, status(1, "a"));

        // Then
        assertThat(first.events())
                .containsExactly(new EventText(EventText.Type.Warning, SpecEvent.SpecWarning, "Validate", "a"));
        assertThat(Warnings.next(first.announced(), status(1, "a"), status(1, "a", "b"))
                        .events())
                .extracting(EventText::message)
                .containsExactly("b");
        assertThat(Warnings.next(first.announced(), status(1, "a"), status(2, "a"))
                        .events())
                .hasSize(1);
    }

    @Test
    void theReasonOfTheEventTellsWhatIsThreatened() {
        assertThat(Warnings.next(
                                Set.of(),
                                NONE,
                                status(
                                        1,
                                        "Secret mine: a",
                                        "spec.node.address: b",
                                        "unexpected node laptop@127.0.0.1: c"))
                        .events())
                .extracting(EventText::reason)
                .containsExactly(MeshWarning.CookieChanged, SpecEvent.SpecWarning, MeshWarning.UnexpectedNode);
    }

    @Test
    void anOperatorThatRestartsDoesNotRepeatIt() {
        assertThat(Warnings.next(Set.of(), status(1, "a"), status(1, "a")).events())
                .isEmpty();
    }

    @Test
    void aStatusThatLosesTheFieldDoesNotRepeatItEither() {
        // Given an API server whose CRD is older than the operator
        var first = Warnings.next(Set.of(), NONE, status(1, "a"));

        // Then
        assertThat(Warnings.next(first.announced(), NONE, status(1, "a")).events())
                .isEmpty();
    }

    @Test
    void aWarningThatComesBackIsNews() {
        // Given
        var first = Warnings.next(Set.of(), NONE, status(1, "a"));
        var gone = Warnings.next(first.announced(), status(1, "a"), NONE);

        // Then
        assertThat(Warnings.next(gone.announced(), NONE, status(1, "a")).events())
                .hasSize(1);
    }

    @Test
    void thereAreFewShortWarnings() {
        // When
        var warnings = Warnings.bounded(
                IntStream.range(0, 99).mapToObj(i -> i + "x".repeat(1000)).toList());

        // Then
        assertThat(warnings)
                .hasSize(10)
                .isSorted()
                .allSatisfy(text -> assertThat(text).hasSize(500));
        assertThat(Warnings.bounded(List.of("b", "a", "b"))).containsExactly("a", "b");
    }

    private static BeamClusterStatus status(long generation, String... warnings) {
        return new BeamClusterStatus(generation, 3, 3, "", null, List.of(), null, List.of(warnings), null, List.of());
    }
}
