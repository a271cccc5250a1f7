package dev.beamcluster.operator.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.DrainCall;
import dev.beamcluster.mesh.DrainResult;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshMonitor;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Who is drained, and who is not. */
class DrainerTest {

    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration A_MOMENT = Duration.ofMillis(300);
    private static final Duration SOON = Duration.ofSeconds(30);

    private static final BeamCluster CLUSTER = new KubernetesSerialization().unmarshal("""
            apiVersion: beamcluster.dev/v1alpha1
            kind: BeamCluster
            metadata: {name: chat, namespace: games}
            spec: {replicas: 2, image: "example/chat:1", drain: {module: Chat.Drain, function: drain, timeoutSeconds: 60}}
            """, BeamCluster.class);
    private static final ClusterId ID = Naming.id(CLUSTER);

    private final Nodes nodes = new Nodes();
    private final Map<String, DrainResult> told = new ConcurrentHashMap<>();
    /** Empty where they cannot be read. */
    private volatile Optional<List<PodFacts>> pods = Optional.empty();

    @Test
    void aNodeIsDrainedOnceWhenItsPodIsSentAway() {
        var drains = new Drainer();
        look(drains, runs(0), runs(1));

        // When
        look(drains, runs(0), leaves(1));
        look(drains, runs(0), leaves(1));

        // Then
        assertThat(nodes.calls).containsOnlyKeys("chat-1");
        assertThat(drains.look(CLUSTER, observed(runs(0), leaves(1)), nodes, told::put))
                .containsExactly("chat-1");
    }

    @Test
    void noNodeIsDrainedThatOutlivesItsBeamCluster() throws Exception {
        // Given pods that `kubectl delete --cascade=orphan` leaves as they are
        var drains = new Drainer(PAUSE, A_MOMENT);
        look(drains, runs(0), runs(1));

        // When
        var farewell = drains.farewell(ID, nodes, this::read);

        // Then
        ends(farewell);
        assertThat(nodes.calls).isEmpty();
        assertThat(drains.isSayingFarewell(ID)).isFalse();
    }

    @Test
    void eachNodeOfADeletedBeamClusterIsDrainedWhenItsPodIsSentAway() throws Exception {
        // Given
        var drains = new Drainer(PAUSE, LONG);
        look(drains, runs(0), runs(1));
        var farewell = drains.farewell(ID, nodes, this::read);
        assertThat(drains.isSayingFarewell(ID)).isTrue();

        // When
        there(runs(0), leaves(1));

        // Then
        await().atMost(SOON).untilAsserted(() -> assertThat(nodes.calls).containsOnlyKeys("chat-1"));

        // When
        there(leaves(0), leaves(1));

        // Then
        await().atMost(SOON).untilAsserted(() -> assertThat(nodes.calls).containsOnlyKeys("chat-0", "chat-1"));
        goesOn(farewell);
        nodes.calls.values().forEach(call -> call.complete(new DrainResult.Drained()));
        ends(farewell);
        assertThat(told).containsOnlyKeys("chat-0", "chat-1");
    }

    @Test
    void aFarewellIsOverWhenThePodsAreGone() throws Exception {
        // Given a drain that has no end
        var drains = new Drainer(PAUSE, LONG);
        look(drains, leaves(0), leaves(1));
        var farewell = drains.farewell(ID, nodes, this::read);
        goesOn(farewell);

        // When
        there();

        // Then
        ends(farewell);
    }

    @Test
    void whatIsBeingDrainedIsNotDrainedAgainWhenItsBeamClusterIsDeleted() throws Exception {
        // Given
        var drains = new Drainer(PAUSE, LONG);
        look(drains, leaves(0), leaves(1));
        var calls = Map.copyOf(nodes.calls);

        // When
        var farewell = drains.farewell(ID, nodes, this::read);
        goesOn(farewell);

        // Then
        assertThat(nodes.calls).isEqualTo(calls);
        nodes.calls.values().forEach(call -> call.complete(new DrainResult.Drained()));
        ends(farewell);
    }

    @Test
    void thePodsOfANewBeamClusterOfTheSameNameAreLeftToIt() throws Exception {
        // Given
        var drains = new Drainer(PAUSE, LONG);
        look(drains, leaves(0), runs(1));
        var farewell = drains.farewell(ID, nodes, this::read);
        goesOn(farewell);
        nodes.calls.clear();

        // When
        there(with("another", leaves(0)), with("another", leaves(1)));

        // Then
        ends(farewell);
        assertThat(nodes.calls).isEmpty();
    }

    @Test
    void aFarewellGoesOnWhereThePodsCannotBeReadForAMoment() throws Exception {
        // Given
        var drains = new Drainer(PAUSE, LONG);
        look(drains, runs(0), runs(1));
        pods = Optional.empty();
        var farewell = drains.farewell(ID, nodes, this::read);
        goesOn(farewell);

        // When
        there(leaves(0), leaves(1));

        // Then
        await().atMost(SOON).untilAsserted(() -> assertThat(nodes.calls).containsOnlyKeys("chat-0", "chat-1"));
        there();
        ends(farewell);
    }

    @Test
    void aFarewellEndsWhereThePodsCannotBeRead() throws Exception {
        var drains = new Drainer(PAUSE, A_MOMENT);
        look(drains, runs(0), runs(1));
        pods = Optional.empty();

        ends(drains.farewell(ID, nodes, this::read));
    }

    /** What the API server answers. */
    private List<PodFacts> read() {
        return pods.orElseThrow(() -> new IllegalStateException("no answer"));
    }

    private void look(Drainer drains, PodFacts... facts) {
        there(facts);
        var _ = drains.look(CLUSTER, observed(facts), nodes, told::put);
    }

    private void there(PodFacts... facts) {
        pods = Optional.of(Arrays.asList(facts));
    }

    private static List<ExpectedNode> observed(PodFacts... facts) {
        return Snapshots.nodes(CLUSTER, Arrays.asList(facts));
    }

    private static void ends(CompletionStage<Void> farewell) throws Exception {
        farewell.toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    /** For many looks. */
    private static void goesOn(CompletionStage<Void> farewell) {
        await().during(A_MOMENT)
                .atMost(SOON)
                .until(() -> !farewell.toCompletableFuture().isDone());
    }

    private static PodFacts runs(int ordinal) {
        return pod(ordinal, false);
    }

    private static PodFacts leaves(int ordinal) {
        return pod(ordinal, true);
    }

    private static PodFacts with(String uid, PodFacts pod) {
        return new PodFacts(
                pod.name(), uid, pod.revision(), pod.address(), pod.started(), true, pod.deleting(), Optional.empty());
    }

    private static PodFacts pod(int ordinal, boolean deleting) {
        return new PodFacts(
                "chat-" + ordinal,
                "uid-" + ordinal,
                Optional.of("chat-1"),
                Optional.of("10.0.0." + ordinal),
                Optional.of(Instant.EPOCH),
                true,
                deleting,
                Optional.empty());
    }

    /** Nodes that take a call, and answer it when they are told to. */
    private static final class Nodes implements MeshMonitor {

        private final Map<String, CompletableFuture<DrainResult>> calls = new ConcurrentHashMap<>();

        @Override
        public CompletionStage<DrainResult> drain(ClusterId cluster, Member member, DrainCall call) {
            assertThat(call.module()).isEqualTo("Elixir.Chat.Drain");
            var result = new CompletableFuture<DrainResult>();
            assertThat(calls.put(member.pod(), result))
                    .as("the call of %s before", member.pod())
                    .isNull();
            return result;
        }

        @Override
        public void watch(ClusterId cluster, MeshTarget target) {}

        @Override
        public void forget(ClusterId cluster) {}

        @Override
        public Optional<Observation> latest(ClusterId cluster) {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
