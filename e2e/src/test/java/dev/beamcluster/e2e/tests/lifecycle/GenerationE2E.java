package dev.beamcluster.e2e.tests.lifecycle;

import java.util.stream.Stream;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.BeamClusterAssert;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code kubectl wait} directly after {@code kubectl apply}. */
@EndToEnd
class GenerationE2E {

    @RepeatedTest(3)
    void waitNeverAnswersForTheOldGeneration(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", SampleRelease.ERL.yaml("chat", 1)).becomesWhole(1);

        // When
        var _ = namespace.kubectl().apply(SampleRelease.ERL.yaml("chat", 3)).orFail();
        var waited = namespace.kubectl().run("wait", "beam/chat", "--for=condition=Ready", "--timeout=120s");

        // Then
        assertThat(waited.succeeded()).as(waited.err()).isTrue();
        assertThat(beam.get()).satisfies(resource -> new BeamClusterAssert(resource).isWhole(3));
        assertThat(beam.pods()).hasSize(3);
    }

    /** What a CI pipeline should wait for: `kubectl rollout status` of the StatefulSet returns after its first node. */
    @RepeatedTest(3)
    void waitReturnsWhenEveryNodeIsReplaced(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", ColoredRelease.of("blue")).becomesWhole(3);

        // When
        var _ = namespace.kubectl().apply(ColoredRelease.of("green")).orFail();
        var waited = namespace.kubectl().run("wait", "beam/chat", "--for=condition=Ready", "--timeout=180s");

        // Then
        assertThat(waited.succeeded()).as(waited.err()).isTrue();
        assertThat(Stream.of(0, 1, 2).map(ordinal -> ColoredRelease.colorOf(beam, ordinal)))
                .containsOnly("green");
        assertThat(beam.get()).satisfies(resource -> new BeamClusterAssert(resource).isWhole(3));
    }

    @Test
    void rolloutStatusReturnsBeforeEveryNodeIsReplaced(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", ColoredRelease.of("blue")).becomesWhole(3);
        var before = beam.incarnations();

        // When
        var _ = namespace.kubectl().apply(ColoredRelease.of("green")).orFail();
        var returned = namespace.kubectl().run("rollout", "status", "statefulset/chat", "--timeout=120s");

        // Then
        assertThat(returned.succeeded()).as(returned.err()).isTrue();
        assertThat(beam.incarnations().get("chat-0")).as("the last one").isEqualTo(before.get("chat-0"));
    }
}
