package dev.beamcluster.operator.reconcile;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.Test;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.mesh.DrainCall;
import dev.beamcluster.mesh.DrainResult;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.observed.ExamplePods;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;

import static org.assertj.core.api.Assertions.assertThat;

/** Which nodes are drained, when, and how often. */
class DrainerTest {

    static final BeamCluster CLUSTER = Chat.cluster("drain: {module: Chat.Drain, function: drain, timeoutSeconds: 60}");

    private final RecordingMonitor monitor = new RecordingMonitor();
    private final Map<String, DrainResult> results = new ConcurrentHashMap<>();
    private boolean isWatched = true;
    private final Drainer drainer = new Drainer(
            (member, call) ->
                    isWatched ? Optional.of(monitor.drain(Naming.id(CLUSTER), member, call)) : Optional.empty(),
            (_, pod, result) -> results.put(pod, result));

    @Test
    void aNodeIsDrainedOnceWhenItsPodTerminates() {
        // Given
        startDue(Chat.NOW, runs(0), runs(1));
        assertThat(monitor.calls).isEmpty();

        // When
        startDue(Chat.NOW, runs(0), leaves(1));
        startDue(Chat.NOW, runs(0), leaves(1));

        // Then
        assertThat(monitor.calls).containsOnlyKeys("chat-1");
        assertThat(monitor.again).isEmpty();
        assertThat(monitor.functions.values()).extracting(DrainCall::module).containsExactly("Elixir.Chat.Drain");
        assertThat(drainer.isDraining(CLUSTER, leaves(1))).isTrue();
        assertThat(drainer.isDraining(CLUSTER, runs(0))).isFalse();

        // When
        monitor.call("chat-1").complete(new DrainResult.Drained());

        // Then
        assertThat(results).containsEntry("chat-1", new DrainResult.Drained());
        assertThat(drainer.isDraining(CLUSTER, leaves(1))).isFalse();
    }

    @Test
    void aNodeIsCalledAsSoonAsItsMeshIsWatched() {
        // Given an operator that was restarted while a certificate is missing
        isWatched = false;
        startDue(Chat.NOW, leaves(1));
        assertThat(drainer.isDraining(CLUSTER, leaves(1))).isTrue();
        assertThat(results).isEmpty();

        // When
        isWatched = true;
        startDue(Chat.NOW.plusSeconds(20), leaves(1));

        // Then
        assertThat(monitor.calls).containsOnlyKeys("chat-1");
        assertThat(results).isEmpty();
    }

    @Test
    void aDrainFailsIfTheNodeCannotBeCalledWithinItsTimeout() {
        // Given
        isWatched = false;
        startDue(Chat.NOW, leaves(1));

        // When
        startDue(Chat.NOW.plusSeconds(60), leaves(1));
        assertThat(results).isEmpty();
        startDue(Chat.NOW.plusSeconds(61), leaves(1));

        // Then
        assertThat(results.get("chat-1")).isInstanceOf(DrainResult.Failed.class);
        assertThat(drainer.isDraining(CLUSTER, leaves(1))).isFalse();
        isWatched = true;
        startDue(Chat.NOW.plusSeconds(62), leaves(1));
        assertThat(monitor.calls).isEmpty();
    }

    @Test
    void theReplacementOfADrainedPodIsDrainedItself() {
        // Given
        startDue(Chat.NOW, leaves(1));
        monitor.call("chat-1").complete(new DrainResult.Drained());
        monitor.calls.clear();
        startDue(Chat.NOW, runs(0));

        // When
        startDue(Chat.NOW, node(1, "another", true));

        // Then
        assertThat(monitor.calls).containsOnlyKeys("chat-1");
    }

    @Test
    void anInternalErrorIsReportedAsTheDrainResult() {
        // Given
        startDue(Chat.NOW, leaves(1));

        // When
        monitor.call("chat-1").completeExceptionally(new IllegalStateException("a bug"));

        // Then
        assertThat(results.get("chat-1"))
                .isInstanceOfSatisfying(
                        DrainResult.Failed.class,
                        failed -> assertThat(failed.why()).contains("a bug"));
    }

    @Test
    void aDrainEndsEvenIfItsResultCannotBeReported() {
        // Given
        var result = new CompletableFuture<DrainResult>();
        var failing = new Drainer((_, _) -> Optional.of(result), (_, _, _) -> {
            throw new IllegalStateException("no API server");
        });
        failing.startDue(CLUSTER, List.of(leaves(1)), Chat.NOW);

        // When
        result.complete(new DrainResult.Drained());

        // Then
        assertThat(failing.isDraining(CLUSTER, leaves(1))).isFalse();
    }

    private void startDue(Instant now, ExpectedNode... nodes) {
        drainer.startDue(CLUSTER, Arrays.asList(nodes), now);
    }

    static ExpectedNode runs(int ordinal) {
        return node(ordinal, "uid-" + ordinal, false);
    }

    static ExpectedNode leaves(int ordinal) {
        return node(ordinal, "uid-" + ordinal, true);
    }

    private static ExpectedNode node(int ordinal, String uid, boolean deleting) {
        String pod = "chat-" + ordinal;
        PodFacts facts = ExamplePods.ready(pod, uid, "chat-1", "10.0.0." + ordinal, Instant.EPOCH);
        return new ExpectedNode(
                new NodeName("chat", pod + ".nodes"),
                pod,
                Optional.of(deleting ? ExamplePods.terminating(facts) : facts));
    }
}
