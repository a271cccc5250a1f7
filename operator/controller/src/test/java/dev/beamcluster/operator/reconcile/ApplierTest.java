package dev.beamcluster.operator.reconcile;

import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.rollout.Plan;
import dev.beamcluster.operator.rollout.Progress;
import dev.beamcluster.operator.rollout.RollingUpdateTarget;
import dev.beamcluster.operator.status.ApplyOutcome;
import dev.beamcluster.operator.status.Reason;

import static org.assertj.core.api.Assertions.assertThat;

class ApplierTest {

    private static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";
    private static final ApplyOutcome SETTLED = new ApplyOutcome.Applied(new Progress.UpToDate());

    private final ApiStandIn api = new ApiStandIn();
    private final Applier applier = new Applier(api.client());

    @AfterEach
    void end() {
        api.close();
    }

    static Stream<HasMetadata> children() {
        return Chat.objects(Chat.cluster("ports: [{name: http, port: 80}]")).inOrder().stream();
    }

    @ParameterizedTest
    @MethodSource("children")
    void whatIsSomebodyElsesIsLeftAloneThoughItCarriesOurLabel(HasMetadata object) {
        // Given
        var foreign = Chat.cached(Serialization.clone(object));
        foreign.getMetadata().getOwnerReferences().getFirst().setUid("somebody else's");

        // When
        var outcome = apply(Chat.cluster("ports: [{name: http, port: 80}]"), foreign);

        // Then
        assertThat(outcome).isInstanceOfSatisfying(ApplyOutcome.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.ApplyRefused);
            assertThat(refused.message())
                    .contains(object.getKind() + " " + object.getMetadata().getName(), "does not belong");
        });
        assertThat(api.writes())
                .noneMatch(request -> request.isWriteOf(object.getPlural())
                        && request.path().endsWith("/" + object.getMetadata().getName()));
    }

    @Test
    void whatIsOursIsWrittenOnce() {
        assertThat(apply(Chat.cluster(""))).isEqualTo(SETTLED);
        assertThat(api.writes())
                .filteredOn(request -> request.isWriteOf("statefulsets"))
                .singleElement()
                .satisfies(request ->
                        assertThat(request.query()).contains("fieldManager=beamcluster-operator", "force=true"));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404, 409})
    void theStatefulSetThatIsMadeAgainIsNotWrittenBeforeItIsGone(int answer) {
        // Given
        var old = nodes(Chat.withDisks("1Gi"));
        if (answer != 200) {
            api.refuse("DELETE", "statefulsets", answer, "the cache is stale");
        }

        // When, again and again while the cache stays as it is
        for (int pass = 1; pass <= 2; pass++) {
            var outcome = apply(Chat.withDisks("2Gi"), old);

            // Then
            assertThat(outcome)
                    .isEqualTo(new ApplyOutcome.Applied(new Progress.Moving("the StatefulSet is made again")));
            assertThat(api.writes()).noneMatch(request -> request.isWriteOf("statefulsets"));
        }
        assertThat(api.writes()).anySatisfy(request -> {
            assertThat(request.method()).isEqualTo("DELETE");
            assertThat(request.body()).contains("Orphan", "\"uid-of-chat\"", "\"7\"");
        });

        // When
        assertThat(apply(Chat.withDisks("2Gi"))).isEqualTo(SETTLED);

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
        assertThat(outcome).isEqualTo(new ApplyOutcome.Applied(new Progress.Moving("the StatefulSet is made again")));
        assertThat(api.writes()).noneMatch(request -> request.path().contains("statefulsets"));
    }

    @Test
    void theStatefulSetThatIsMadeAgainHasTheRestartThatItsPodsWereMadeBy() {
        // When
        var outcome = apply(Chat.withDisks("2Gi"), restarted("chat-0"), restarted("chat-1"));

        // Then
        assertThat(outcome).isEqualTo(SETTLED);
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

    private ApplyOutcome apply(BeamCluster cluster, HasMetadata... cached) {
        var plan = new Plan(RollingUpdateTarget.closed(2), new Progress.UpToDate());
        return applier.apply(cluster, Chat.objects(cluster), plan, 1, Chat.caches(cached));
    }

    private static StatefulSet nodes(BeamCluster cluster) {
        return Chat.cached(Chat.objects(cluster).nodes());
    }

    private static Pod restarted(String name) {
        return new PodBuilder(Chat.pod(name))
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
