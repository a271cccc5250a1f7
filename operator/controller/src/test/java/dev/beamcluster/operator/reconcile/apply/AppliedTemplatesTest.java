package dev.beamcluster.operator.reconcile.apply;

import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatusBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.desired.AppliedTemplate;
import dev.beamcluster.operator.desired.Desired;
import dev.beamcluster.operator.desired.PodDefaults;
import dev.beamcluster.operator.reconcile.ApiStandIn;
import dev.beamcluster.operator.reconcile.Chat;

import static org.assertj.core.api.Assertions.assertThat;

/** What the operator knows of running pods after it was upgraded. */
class AppliedTemplatesTest {

    private static final String ANNOTATION = "beamcluster.dev/pod-defaults";

    private final ApiStandIn api = new ApiStandIn();
    private final Applier applier = new Applier(api.client(), Chat.OPERATOR, (_, _) -> {});
    private final BeamCluster cluster = Chat.cluster("");

    @AfterEach
    void end() {
        api.close();
    }

    @Test
    void anUpgradeOfTheOperatorChangesNoPod() {
        // Given
        var before = byFirstRelease("chat-1", "chat-1");

        // When
        var desired = desired(before, pod("chat-0", "chat-1"), pod("chat-1", "chat-1"));

        // Then
        assertThat(desired.template()).isEqualTo(hash(before));
        assertThat(desired.nodes().getSpec().getTemplate())
                .isEqualTo(before.getSpec().getTemplate());
        assertThat(desired.nodes().getMetadata().getAnnotations()).doesNotContainKey(ANNOTATION);
    }

    @Test
    void aRestartOfAllPodsBringsNewerDefaults() {
        // Given `kubectl rollout restart`, which replaced no pod yet
        var restarted = byFirstRelease("chat-1", "chat-2");

        // When, then
        assertThat(desired(restarted, pod("chat-0", "chat-1"), pod("chat-1", "chat-1"))
                        .nodes()
                        .getMetadata()
                        .getAnnotations())
                .containsKey(ANNOTATION);
    }

    @Test
    void aRolloutThatIsOnItsWayKeepsTheDefaults() {
        // Given a rollout of the previous operator that has replaced a pod, which must not be replaced again
        var onTheWay = byFirstRelease("chat-1", "chat-2");

        // When, then
        assertThat(desired(onTheWay, pod("chat-0", "chat-1"), pod("chat-1", "chat-2"))
                        .template())
                .isEqualTo(hash(onTheWay));
    }

    @Test
    void aRestartThatTheControllerHasNotSeenYetChangesNothing() {
        // Given
        var unobserved = byFirstRelease("chat-1", "chat-2");
        unobserved.getMetadata().setGeneration(2L);

        // When, then
        assertThat(desired(unobserved, pod("chat-0", "chat-1"), pod("chat-1", "chat-1"))
                        .template())
                .isEqualTo(hash(unobserved));
    }

    @Test
    void aStatefulSetThatIsRecreatedKeepsTheDefaultsOfItsPods() {
        // Given pods of the first release, whose StatefulSet is gone
        var first = desired(Chat.orphan("chat-0"), Chat.orphan("chat-1"));
        var newest = desired(Chat.orphan("chat-0"), annotated(Chat.orphan("chat-1"), "2"));

        // Then
        assertThat(first.nodes().getMetadata().getAnnotations()).doesNotContainKey(ANNOTATION);
        assertThat(newest.nodes().getMetadata().getAnnotations()).containsEntry(ANNOTATION, "2");
    }

    @Test
    void aNewStatefulSetHasTheNewestDefaults() {
        assertThat(desired().nodes().getMetadata().getAnnotations()).containsKey(ANNOTATION);
    }

    private Desired.Objects desired(HasMetadata... cached) {
        var seen = Chat.snapshot(api.client(), cluster, cached);
        return (Desired.Objects) applier.desired(cluster, seen, Chat.caches(cached), new AppliedObjects());
    }

    private static String hash(StatefulSet nodes) {
        return nodes.getMetadata().getAnnotations().getOrDefault("beamcluster.dev/template", "");
    }

    /** The StatefulSet as the first release applied it. */
    private StatefulSet byFirstRelease(String currentRevision, String updateRevision) {
        var first = Optional.of(new AppliedTemplate(PodDefaults.V1, Optional.empty(), false));
        var objects = (Desired.Objects) Desired.of(cluster, Chat.OPERATOR, first);
        StatefulSet nodes = Chat.cached(objects.placed(2, 2, 2, 1).nodes());
        nodes.getMetadata().setGeneration(1L);
        nodes.setStatus(new StatefulSetStatusBuilder()
                .withObservedGeneration(1L)
                .withCurrentRevision(currentRevision)
                .withUpdateRevision(updateRevision)
                .build());
        return nodes;
    }

    private static Pod pod(String name, String revision) {
        return new PodBuilder(Chat.pod(name))
                .editMetadata()
                .addToLabels("controller-revision-hash", revision)
                .endMetadata()
                .build();
    }

    private static Pod annotated(Pod pod, String version) {
        return new PodBuilder(pod)
                .editMetadata()
                .withAnnotations(Map.of(ANNOTATION, version))
                .endMetadata()
                .build();
    }
}
