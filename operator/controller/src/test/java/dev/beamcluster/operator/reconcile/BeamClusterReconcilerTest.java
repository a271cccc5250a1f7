package dev.beamcluster.operator.reconcile;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.rollout.Progress;
import dev.beamcluster.operator.status.ApplyOutcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

class BeamClusterReconcilerTest {

    static Stream<Arguments> outcomes() {
        return Stream.of(
                argumentSet("nothing is to be done, and the last look gets too old", new Progress.UpToDate(), 13),
                argumentSet("pods are replaced", new Progress.Moving("1 of 2"), 13),
                argumentSet("the mesh is waited for", new Progress.WaitsForMesh(), 1),
                argumentSet(
                        "a pod is waited for, perhaps too long",
                        new Progress.WaitsForPod("chat-1", Optional.empty()),
                        5));
    }

    /** The shortest {@code spec.rollout.timeoutSeconds} is 10. */
    @ParameterizedTest
    @MethodSource("outcomes")
    void whatComesAsNoEventIsLookedForSoon(Progress progress, int seconds) {
        // Given
        List<ExpectedNode> nodes = Snapshots.nodes(
                Chat.cluster(""),
                Stream.of("chat-0", "chat-1")
                        .map(Chat::pod)
                        .map(PodObservation::of)
                        .toList());

        // When
        Duration patience = BeamClusterReconciler.patience(Chat.cluster(""), new ApplyOutcome.Applied(progress), nodes);

        // Then
        assertThat(patience).hasSeconds(seconds);
    }
}
