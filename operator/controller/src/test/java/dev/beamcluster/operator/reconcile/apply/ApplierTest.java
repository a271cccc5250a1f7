package dev.beamcluster.operator.reconcile.apply;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatusBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.reconcile.ApiStandIn;
import dev.beamcluster.operator.reconcile.Chat;
import dev.beamcluster.operator.rollout.Progress;
import dev.beamcluster.operator.status.ApplyOutcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ApplierTest {

    private final ApiStandIn api = new ApiStandIn();
    private final List<String> answers = new CopyOnWriteArrayList<>();
    private final Applier applier = new Applier(
            api.client(),
            Chat.OPERATOR,
            (before, answer) -> answers.add((before.isPresent() ? "changed " : "new ") + answer.getKind()));
    private final AppliedObjects applied = new AppliedObjects();

    @AfterEach
    void end() {
        api.close();
    }

    @Test
    void whatIsOursIsWrittenOnce() {
        assertThat(apply(Chat.cluster(""))).isInstanceOf(ApplyOutcome.Applied.class);
        assertThat(api.writes())
                .filteredOn(request -> request.isWriteOf("statefulsets"))
                .singleElement()
                .satisfies(request ->
                        assertThat(request.query()).contains("fieldManager=beamcluster-operator", "force=true"));
    }

    @Test
    void anAnswerOf500ThatIsFinalIsToldAfterAFewTries() {
        // Given
        var why = "failed to create typed patch object (shop/chat; apps/v1, Kind=StatefulSet):"
                + " .spec.template.spec.containers[name=\"beam\"].livenesProbe: field not declared in schema";
        api.refuse("PATCH", "statefulsets", 500, why);

        // When
        var outcome = apply(Chat.cluster(""));

        // Then
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        ApplyOutcome.Refused.class,
                        refused -> assertThat(refused.message()).contains("livenesProbe", "spec.template"));
        assertThat(api.writes())
                .filteredOn(request -> request.isWriteOf("statefulsets"))
                .hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({"3, 3, 2", "2, 0, 2", "2, 1, 2"})
    void theStatefulSetIsWrittenAsItWasReadOrNotAtAll(int replicas, int partition, int wanted) {
        // Given pods that may go, or that come
        var cluster = Chat.cluster("");
        var read = settled(Chat.statefulSet(cluster, replicas, partition));

        // When
        var _ = apply(cluster, read, Chat.pod("chat-0"), Chat.pod("chat-1"));

        // Then
        assertThat(cluster.getSpec().replicas()).isEqualTo(wanted);
        assertThat(api.writes())
                .filteredOn(request -> request.isWriteOf("statefulsets"))
                .singleElement()
                .satisfies(request -> {
                    var metadata = Serialization.unmarshal(request.body(), StatefulSet.class)
                            .getMetadata();
                    assertThat(metadata.getResourceVersion()).isEqualTo("7");
                    assertThat(metadata.getUid()).isEqualTo("uid-of-chat");
                });
    }

    @Test
    void theEndOfARolloutIsRememberedUntilItsNodesHaveProvedThatTheyWork() {
        // Given the last step of a rollout, whose pod has just become ready
        var cluster = Chat.cluster("rollout: {gate: Pods}");
        var read = settled(Chat.statefulSet(cluster, 2, 0));
        var young = Chat.pod("chat-0");
        young.getMetadata().setCreationTimestamp(Chat.NOW.minusSeconds(20).toString());
        young.getStatus()
                .getConditions()
                .getFirst()
                .setLastTransitionTime(Chat.NOW.minusSeconds(10).toString());

        // When
        var outcome = apply(cluster, read, young, Chat.pod("chat-1"));

        // Then
        assertThat(outcome)
                .isEqualTo(new ApplyOutcome.Applied(
                        new Progress.Proving("chat-0", Chat.NOW.plusSeconds(20), Optional.empty(), false)));
        StatefulSet written = writtenStatefulSet();
        assertThat(written.getSpec().getUpdateStrategy().getRollingUpdate().getPartition())
                .isEqualTo(2);
        assertThat(written.getMetadata().getAnnotations()).containsEntry("beamcluster.dev/replaced-from", "0");

        // When another operator reads it, and later
        written = settled(Chat.cached(written));
        written.getMetadata().setGeneration(1L);
        assertThat(apply(cluster, written, young, Chat.pod("chat-1"))).isEqualTo(outcome);
        assertThat(apply(cluster, written, Chat.pod("chat-0"), Chat.pod("chat-1")))
                .isEqualTo(new ApplyOutcome.Applied(new Progress.UpToDate()));

        // Then
        assertThat(writtenStatefulSet().getMetadata().getAnnotations())
                .doesNotContainKey("beamcluster.dev/replaced-from");
    }

    @Test
    void whatChangedSinceItWasReadIsTriedAgainLater() {
        // Given
        api.refuse("PATCH", "statefulsets", 409, "the object has been modified");
        var cluster = Chat.cluster("");

        // Then
        assertThatThrownBy(() -> apply(cluster, Chat.statefulSet(cluster, 3, 3)))
                .isInstanceOf(RetryLater.class)
                .hasMessageContaining("StatefulSet chat");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat-999999999", "chat-999999", "chat-300", "chat-250"})
    void aPodThatSomebodyMadeDecidesOnNoSize(String name) {
        // Given a BeamCluster that is new, or whose StatefulSet is being recreated
        var cluster = Chat.cluster("");

        // When
        var _ = apply(cluster, Chat.bare(name), Chat.orphan(name));

        // Then
        assertThat(sizes()).containsExactly(2);
    }

    @Test
    void noSizeBeyondTheBoundIsApplied() {
        // Given a StatefulSet that somebody, or an earlier version, made far too large
        var cluster = Chat.cluster("");

        // When
        var _ = apply(cluster, settled(Chat.statefulSet(cluster, 1_000_000, 1_000_000)));

        // Then
        assertThat(sizes()).singleElement().satisfies(size -> assertThat(size).isLessThanOrEqualTo(300));
    }

    @Test
    void theCachesGetWhatWasWritten() {
        // Given
        var cluster = Chat.cluster("");

        // When
        var _ = apply(cluster);

        // Then
        assertThat(answers)
                .containsExactlyInAnyOrder(
                        "new Service", "new NetworkPolicy", "new PodDisruptionBudget", "new StatefulSet");

        // When
        answers.clear();
        var _ = apply(cluster, settled(Chat.statefulSet(cluster, 3, 3)));

        // Then
        assertThat(answers).contains("changed StatefulSet");
    }

    @Test
    void nothingIsWrittenWhilePaused() {
        assertThat(apply(Chat.cluster("paused: true"))).isEqualTo(new ApplyOutcome.Paused());
        assertThat(api.requests()).isEmpty();
    }

    private StatefulSet writtenStatefulSet() {
        return api.writes().stream()
                .filter(request -> request.isWriteOf("statefulsets"))
                .map(request -> Serialization.unmarshal(request.body(), StatefulSet.class))
                .toList()
                .getLast();
    }

    private List<Integer> sizes() {
        return api.writes().stream()
                .filter(request -> request.isWriteOf("statefulsets"))
                .map(request -> Serialization.unmarshal(request.body(), StatefulSet.class)
                        .getSpec()
                        .getReplicas())
                .toList();
    }

    private ApplyOutcome apply(BeamCluster cluster, HasMetadata... cached) {
        var seen = Chat.snapshot(api.client(), cluster, cached);
        var caches = Chat.caches(cached);
        return applier.apply(cluster, seen, applier.desired(cluster, seen, caches, applied), caches, applied);
    }

    private static StatefulSet settled(StatefulSet nodes) {
        nodes.setStatus(new StatefulSetStatusBuilder()
                .withObservedGeneration(1L)
                .withReplicas(nodes.getSpec().getReplicas())
                .withUpdatedReplicas(nodes.getSpec().getReplicas())
                .withReadyReplicas(nodes.getSpec().getReplicas())
                .withCurrentRevision("chat-1")
                .withUpdateRevision("chat-1")
                .build());
        return nodes;
    }
}
