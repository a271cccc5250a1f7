package dev.beamcluster.operator.reconcile.apply;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;
import dev.beamcluster.operator.observed.IgnoredPod;
import dev.beamcluster.operator.reconcile.Chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class NodePodsTest {

    private static final BeamCluster CHAT = Chat.cluster("");
    private static final StatefulSet OURS = Chat.statefulSet(CHAT, 2, 2);

    @ParameterizedTest
    @CsvSource({"chat-0, 0", "chat-7, 7", "chat-10, 10", "chat-299, 299"})
    void aPodOfTheStatefulSetIsANode(String name, int ordinal) {
        assertThat(nodes(CHAT, Chat.statefulSet(CHAT, 300, 300), Chat.pod(name)))
                .containsExactly(name);
        assertThat(NodePods.ordinal(name)).isEqualTo(ordinal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "migration",
                "chat",
                "chat-",
                "chat-a",
                "chat-migration",
                "chat-1-a",
                "chat-01",
                "chat--1",
                "chat-+1",
                "chat-1.5",
                "chat-300",
                "chat-999999",
                "chat-999999999",
                "chat-99999999999",
                "other-1",
                "chatty-1",
                "chat-nodes-1"
            })
    void aPodWithAnotherNameIsNotANode(String name) {
        for (Pod pod : List.of(Chat.pod(name), Chat.orphan(name), Chat.bare(name))) {
            assertThat(nodes(CHAT, OURS, pod)).isEmpty();
            assertThat(nodes(CHAT, pod)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"Job, chat, 1", "ReplicaSet, chat-1, 2", "StatefulSet, other, 3", "StatefulSet, chat, 4"})
    void aPodWithAnotherControllerIsNotANode(String kind, String owner, String uid) {
        assertThat(nodes(CHAT, OURS, controlled("chat-1", kind, owner, uid))).isEmpty();
        assertThat(nodes(CHAT, controlled("chat-1", kind, owner, uid))).isEmpty();
    }

    @Test
    void withoutAStatefulSetTheLabelsOfItsControllerIdentifyNodes() {
        assertThat(nodes(CHAT, Chat.orphan("chat-1"))).containsExactly("chat-1");
        assertThat(nodes(CHAT, Chat.bare("chat-1"))).isEmpty();
        assertThat(nodes(CHAT, renamed(Chat.orphan("chat-0"), "chat-1"))).isEmpty();
    }

    @Test
    void withoutAStatefulSetNodesAreWithinAKnownSize() {
        assertThat(nodes(CHAT, Chat.orphan("chat-2"))).isEmpty();

        // Given a scale-down to 2 that was in progress when the disks grew
        var shrinking = Chat.cluster("");
        shrinking.setStatus(listing("chat-0", "chat-1", "chat-2"));

        // Then
        assertThat(nodes(shrinking, Chat.orphan("chat-2"), Chat.orphan("chat-3")))
                .containsExactly("chat-2");
    }

    @Test
    void aPodThatANewStatefulSetHasNotAdoptedIsANode() {
        // Given pods that are older than the StatefulSet, one of them terminating, which is never adopted
        var old = Chat.orphan("chat-0");
        var leaving = Chat.terminating(Chat.orphan("chat-1"), Chat.NOW);

        assertThat(nodes(CHAT, OURS, old, leaving)).containsExactlyInAnyOrder("chat-0", "chat-1");

        // Then a pod that a user has created since is not a node
        var young = new PodBuilder(Chat.orphan("chat-1"))
                .editMetadata()
                .withCreationTimestamp("2026-01-01T10:00:02Z")
                .endMetadata()
                .build();
        assertThat(nodes(CHAT, OURS, young)).isEmpty();
    }

    @Test
    void aPodBeyondEverySizeIsNotANodeDespiteItsController() {
        assertThat(nodes(CHAT, OURS, Chat.pod("chat-2"))).isEmpty();
        assertThat(nodes(CHAT, Chat.statefulSet(CHAT, 3, 3), Chat.pod("chat-2")))
                .containsExactly("chat-2");
    }

    @Test
    void ignoredPodsHaveAReason() {
        // Given
        var stuck = Chat.terminating(Chat.pod("chat-5"), Chat.NOW.minus(Duration.ofMinutes(6)));

        // When
        var pods =
                NodePods.of(CHAT, Chat.caches(Chat.statefulSet(CHAT, 6, 6), Chat.bare("chat-999999"), stuck), Chat.NOW);

        // Then
        assertThat(pods.nodes()).isEmpty();
        assertThat(pods.previous()).isEmpty();
        assertThat(pods.ignored())
                .containsExactly(
                        entry("chat-5", new IgnoredPod.StillTerminating(Optional.empty())),
                        entry("chat-999999", new IgnoredPod.NotOfTheStatefulSet()));
    }

    @Test
    void aNodeOfTheSpecStaysANodeWhileItsTerminationIsOverdue() {
        assertThat(nodes(CHAT, OURS, Chat.terminating(Chat.pod("chat-1"), Chat.NOW.minus(Duration.ofDays(1)))))
                .containsExactly("chat-1");
    }

    @Test
    void thePodsOfAnEarlierBeamClusterAreAwaited() {
        var earlier = controlled("chat-0", "StatefulSet", "chat", "uid-of-another");

        // When its StatefulSet is deleted, is about to be deleted, or is terminating
        assertThat(previous(earlier)).containsExactly("chat-0");
        assertThat(previous(earlier, foreign(true, false))).containsExactly("chat-0");
        assertThat(previous(earlier, foreign(false, true))).containsExactly("chat-0");
        // Then
        assertThat(previous(Chat.terminating(Chat.orphan("chat-0"), Chat.NOW))).containsExactly("chat-0");
    }

    @Test
    void noPodIsAwaitedForLong() {
        var earlier = controlled("chat-0", "StatefulSet", "chat", "uid-of-another");
        var stays = foreign(false, false);
        var stuck = Chat.terminating(earlier, Chat.NOW.minus(Duration.ofMinutes(6)));
        var young = new PodBuilder(earlier)
                .editMetadata()
                .withCreationTimestamp("2026-01-01T10:00:02Z")
                .endMetadata()
                .build();

        assertThat(previous(earlier, stays)).as("orphaned by --cascade=orphan").isEmpty();
        assertThat(previous(stuck)).as("held by a finalizer").isEmpty();
        assertThat(previous(young)).as("created later").isEmpty();
        assertThat(previous(Chat.bare("chat-0"))).as("created by a user").isEmpty();
        assertThat(previous(Chat.terminating(Chat.bare("chat-0"), Chat.NOW)))
                .as("created by a user, and terminating")
                .isEmpty();
    }

    private static List<String> nodes(BeamCluster cluster, HasMetadata... objects) {
        return NodePods.of(cluster, Chat.caches(objects), Chat.NOW).nodes().stream()
                .map(pod -> pod.getMetadata().getName())
                .toList();
    }

    private static Iterable<String> previous(HasMetadata... objects) {
        return NodePods.of(CHAT, Chat.caches(objects), Chat.NOW).previous();
    }

    private static Pod controlled(String name, String kind, String owner, String uid) {
        return new PodBuilder(Chat.orphan(name))
                .editMetadata()
                .addNewOwnerReference()
                .withKind(kind)
                .withName(owner)
                .withUid(uid)
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .build();
    }

    private static Pod renamed(Pod pod, String name) {
        pod.getMetadata().setName(name);
        return pod;
    }

    /** Returns a StatefulSet named chat that does not belong to the BeamCluster. */
    private static StatefulSet foreign(boolean isTerminating, boolean hasOwner) {
        var foreign = Chat.statefulSet(CHAT, 2, 2);
        foreign.getMetadata().setUid("uid-of-another");
        foreign.getMetadata()
                .setOwnerReferences(
                        hasOwner
                                ? List.of(new OwnerReferenceBuilder()
                                        .withKind("BeamCluster")
                                        .withName("chat")
                                        .withUid("uid-of-another-beam")
                                        .build())
                                : List.of());
        foreign.getMetadata().setDeletionTimestamp(isTerminating ? "2026-01-01T12:00:00Z" : null);
        return foreign;
    }

    private static BeamClusterStatus listing(String... pods) {
        var nodes = Stream.of(pods)
                .map(pod -> new NodeStatus(pod, pod, NodeState.Meshed, null, null, null, null, null, null, null))
                .toList();
        return new BeamClusterStatus(1L, pods.length, pods.length, null, null, nodes, null, List.of(), null, List.of());
    }
}
