package dev.beamcluster.kubectl.view;

import java.time.Instant;
import java.util.List;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import org.junit.jupiter.api.Test;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.kubectl.Golden;

import static org.assertj.core.api.Assertions.assertThat;

class PlansTest {

    private final BeamCluster cluster = ReadObjects.cluster("whole");

    @Test
    void everyChangeSaysWhatItWillDo() {
        assertThat(Plans.restart(cluster))
                .isEqualTo("All 3 nodes of shop/chat are replaced, one after the other; the next one when every link is"
                        + " verified again.");
        assertThat(Plans.restart(ReadObjects.cluster("cut")))
                .endsWith("It is paused: nothing happens before kubectl beam resume chat.");
        assertThat(Plans.scale(cluster, 5)).isEqualTo("shop/chat grows from 3 to 5 nodes: 20 directed links.");
        assertThat(Plans.scale(cluster, 2))
                .isEqualTo("shop/chat shrinks from 3 to 2 nodes: chat-2 terminates, the last one first.");
        assertThat(Plans.scale(cluster, 1))
                .isEqualTo("shop/chat shrinks from 3 to 1 nodes: chat-1 to chat-2 terminate, the last one first.");
        assertThat(Plans.scale(cluster, 3)).isEqualTo("shop/chat has 3 nodes already; nothing changes.");
    }

    @Test
    void aNewSpecIsDoneWhenTheBeamClusterIsWholeWithIt() {
        assertThat(Progress.ofSpec(cluster)).isEqualTo(new Progress(true, "3/3 nodes, 6/6 links: whole"));

        cluster.getMetadata().setGeneration(4L);

        assertThat(Progress.ofSpec(cluster))
                .isEqualTo(new Progress(false, "3/3 nodes, 6/6 links: waiting for the operator"));
        assertThat(Progress.ofSpec(ReadObjects.cluster("cut")).text())
                .isEqualTo("3/4 nodes, 3/12 links: Partitioned, 2 islands: chat-0 and chat-2, chat-1");
    }

    @Test
    void aRestartIsDoneWhenEveryPodIsYoungerThanIt() {
        // Given a restart after which one pod was created
        List<Pod> pods = Golden.read("cluster/pods.yaml", PodList.class).getItems();
        Instant restart = Instant.parse("2026-01-02T09:58:07Z");

        // Then
        assertThat(Progress.ofRestart(cluster, pods, restart))
                .isEqualTo(new Progress(false, "1 of 3 nodes replaced, 3/3 nodes, 6/6 links: whole"));

        // When all are replaced
        pods.forEach(pod -> pod.getMetadata().setCreationTimestamp("2026-01-02T09:59:00Z"));

        // Then
        assertThat(Progress.ofRestart(cluster, pods, restart).isDone()).isTrue();
    }

    @Test
    void pausingIsDoneWhenTheOperatorSaysSo() {
        assertThat(Progress.ofPause(ReadObjects.cluster("cut")).isDone()).isTrue();
        assertThat(Progress.ofPause(cluster).isDone()).isFalse();
    }
}
