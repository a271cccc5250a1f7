package dev.beamcluster.e2e.tests.lifecycle;

import java.time.Duration;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A change while the rollout of the one before is on its way. */
@EndToEnd
class OverlappingChangesE2E {

    private static final Duration REPORTED = Duration.ofMinutes(2);

    @Test
    void aSecondChangeOnTheWayIsWhatItEndsWith(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", ColoredRelease.of("blue")).becomesWhole(3);

        // When
        var _ = namespace.kubectl().apply(ColoredRelease.of("green")).orFail();
        await().atMost(REPORTED).until(() -> ColoredRelease.colorOf(beam, 2).equals("green"));
        var _ = namespace.kubectl().apply(ColoredRelease.of("red")).orFail();

        // Then
        ColoredRelease.becomes(beam, "red");
    }

    @Test
    void takenBackOnTheWayOnlyWhatWasReplacedIsReplacedAgain(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", ColoredRelease.of("blue")).becomesWhole(3);
        var before = beam.incarnations();

        // When
        var _ = namespace.kubectl().apply(ColoredRelease.of("green")).orFail();
        await().atMost(REPORTED).until(() -> ColoredRelease.colorOf(beam, 2).equals("green"));
        var _ = namespace.kubectl().apply(ColoredRelease.of("blue")).orFail();

        // Then
        ColoredRelease.becomes(beam, "blue");
        assertThat(beam.incarnations()).containsEntry("chat-0", Objects.requireNonNull(before.get("chat-0")));
    }

    @Test
    void aChangeOfSizeOnTheWayEndsWithBoth(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", ColoredRelease.of("blue")).becomesWhole(3);

        // When
        var _ = namespace.kubectl().apply(ColoredRelease.of("green")).orFail();
        await().atMost(REPORTED).until(() -> ColoredRelease.colorOf(beam, 2).equals("green"));
        var _ = namespace.kubectl().run("scale", "beam/chat", "--replicas=5").orFail();

        // Then
        ColoredRelease.becomes(beam, 5, "green");
    }
}
