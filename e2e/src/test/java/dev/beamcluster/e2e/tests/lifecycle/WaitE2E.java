package dev.beamcluster.e2e.tests.lifecycle;

import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;

/** What a pipeline can wait for after it changed a spec. */
@EndToEnd
class WaitE2E {

    @Test
    void kubectlWaitReturnsWhenEveryNodeIsReplacedAndRolloutStatusBefore(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 3)).becomesWhole(3);
        var before = beam.incarnations();

        // When
        var _ = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 3, "  env: [{name: LEVEL, value: debug}]\n"));
        var status = namespace.kubectl().run("rollout", "status", "statefulset/chat", "--timeout=2m");
        var early = beam.incarnations();
        var wait = namespace.kubectl().run("wait", "beam/chat", "--for=condition=Ready", "--timeout=5m");
        var late = beam.incarnations();

        // Then
        assertThat(status.succeeded()).as(status.err()).isTrue();
        assertThat(unchanged(before, early))
                .as("nodes that are not yet replaced when rollout status returns")
                .isPositive();
        assertThat(wait.succeeded()).as(wait.err()).isTrue();
        assertThat(unchanged(before, late)).isZero();
        beam.becomesWhole(3);
    }

    private static long unchanged(Map<String, String> before, Map<String, String> after) {
        return after.entrySet().stream()
                .filter(pod -> pod.getValue().equals(before.get(pod.getKey())))
                .count();
    }
}
