package dev.beamcluster.operator.reconcile.apply;

import java.util.Optional;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.reconcile.ApiStandIn;
import dev.beamcluster.operator.reconcile.Chat;
import dev.beamcluster.operator.rollout.Progress;
import dev.beamcluster.operator.status.ApplyOutcome;

import static org.assertj.core.api.Assertions.assertThat;

/** A StatefulSet that is deleted and created again under its pods, and the restart that they were made by. */
class RecreatedStatefulSetTest {

    private static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";

    private final ApiStandIn api = new ApiStandIn();
    private final Applier applier = new Applier(api.client(), Chat.OPERATOR, (_, _) -> {});
    private final AppliedObjects applied = new AppliedObjects();

    @AfterEach
    void end() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404, 409})
    void theStatefulSetThatIsMadeAgainIsNotWrittenBeforeItIsGone(int answer) {
        // Given
        var old = nodes(Chat.withDisks("1Gi"));
        if (answer != 200) {
            api.refuse("DELETE", "statefulsets", answer, "the cache is stale");
        }

        // When the cache stays as it is
        for (int pass = 1; pass <= 2; pass++) {
            var outcome = apply(Chat.withDisks("2Gi"), old);

            // Then
            assertThat(outcome).isEqualTo(new ApplyOutcome.Applied(new Progress.Moving("recreating the StatefulSet")));
            assertThat(api.writes()).noneMatch(request -> request.isWriteOf("statefulsets"));
        }
        assertThat(api.writes()).anySatisfy(request -> {
            assertThat(request.method()).isEqualTo("DELETE");
            assertThat(request.body()).contains("Orphan", "\"uid-of-chat\"", "\"7\"");
        });

        // When
        assertThat(apply(Chat.withDisks("2Gi"))).isInstanceOf(ApplyOutcome.Applied.class);

        // Then
        assertThat(api.writes())
                .filteredOn(request -> request.isWriteOf("statefulsets"))
                .hasSize(1);
    }

    @Test
    void theStatefulSetThatIsOnItsWayOutIsAwaited() {
        // Given
        var going = nodes(Chat.withDisks("1Gi"));
        going.getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z");

        // When
        var outcome = apply(Chat.withDisks("2Gi"), going);

        // Then
        assertThat(outcome).isEqualTo(new ApplyOutcome.Applied(new Progress.Moving("recreating the StatefulSet")));
        assertThat(api.writes()).noneMatch(request -> request.path().contains("statefulsets"));
    }

    @Test
    void theStatefulSetThatIsMadeAgainHasTheRestartThatItsPodsWereMadeBy() {
        // When
        var outcome = apply(Chat.withDisks("2Gi"), restarted("chat-0"), restarted("chat-1"));

        // Then
        assertThat(outcome).isInstanceOf(ApplyOutcome.Applied.class);
        var writes = api.writes().stream()
                .filter(request -> request.isWriteOf("statefulsets"))
                .toList();
        assertThat(writes).hasSize(2);
        assertThat(restart(writes.getFirst())).contains("2026-01-01T00:00:00Z");
        assertThat(writes.getFirst().query()).contains("fieldManager=beamcluster-operator&");
        assertThat(restart(writes.getLast())).contains("2026-01-01T00:00:00Z");
        assertThat(writes.getLast().query()).contains("fieldManager=beamcluster-operator-carried");
        assertThat(writes.getLast().body()).doesNotContain("replicas", "selector", "containers", "labels");
    }

    @Test
    void aRestartIsCarriedOverOnce() {
        // Given a StatefulSet that is there
        var there = nodes(Chat.cluster(""));

        // When
        var _ = apply(Chat.cluster(""), there, restarted("chat-0"));

        // Then what kubectl wrote is not ours to write
        assertThat(api.writes())
                .filteredOn(request -> request.isWriteOf("statefulsets"))
                .singleElement()
                .satisfies(request -> assertThat(restart(request)).isEmpty());
    }

    private ApplyOutcome apply(BeamCluster cluster, HasMetadata... cached) {
        var seen = Chat.snapshot(api.client(), cluster, cached);
        var caches = Chat.caches(cached);
        return applier.apply(cluster, seen, applier.desired(cluster, seen, caches, applied), caches, applied);
    }

    private static StatefulSet nodes(BeamCluster cluster) {
        return Chat.statefulSet(cluster, 2, 2);
    }

    private static Pod restarted(String name) {
        return new PodBuilder(Chat.orphan(name))
                .editMetadata()
                .addToAnnotations(RESTARTED_AT, "2026-01-01T00:00:00Z")
                .endMetadata()
                .build();
    }

    /** Of the pod template that is written. */
    private static Optional<String> restart(ApiStandIn.Request request) {
        return Optional.ofNullable(Serialization.unmarshal(request.body(), StatefulSet.class)
                        .getSpec()
                        .getTemplate()
                        .getMetadata()
                        .getAnnotations())
                .map(annotations -> annotations.get(RESTARTED_AT));
    }
}
