package dev.beamcluster.operator.reconcile;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.api.v1alpha1.BeamCluster;

import static org.assertj.core.api.Assertions.assertThat;

class NodePodsTest {

    private static final BeamCluster CHAT = Chat.cluster("");

    @ParameterizedTest
    @CsvSource({"chat-0, 0", "chat-7, 7", "chat-10, 10", "chat-299, 299"})
    void aPodOfTheStatefulSetIsANode(String name, int ordinal) {
        assertThat(NodePods.isNode(controlled(name, "StatefulSet", "chat"), CHAT))
                .isTrue();
        assertThat(NodePods.ordinal(name)).isEqualTo(ordinal);
    }

    @Test
    void aPodThatNobodyControlsIsOneWhileTheStatefulSetIsMadeAgain() {
        assertThat(NodePods.isNode(Chat.pod("chat-1"), CHAT)).isTrue();
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
                "chat-99999999999",
                "other-1",
                "chatty-1",
                "chat-nodes-1"
            })
    void aPodOfAnotherNameIsNone(String name) {
        assertThat(NodePods.isNode(Chat.pod(name), CHAT)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"Job, chat", "ReplicaSet, chat-1", "StatefulSet, other"})
    void aPodThatAnotherControlsIsNone(String kind, String owner) {
        assertThat(NodePods.isNode(controlled("chat-1", kind, owner), CHAT)).isFalse();
    }

    private static Pod controlled(String name, String kind, String owner) {
        return new PodBuilder(Chat.pod(name))
                .editMetadata()
                .addNewOwnerReference()
                .withKind(kind)
                .withName(owner)
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .build();
    }
}
