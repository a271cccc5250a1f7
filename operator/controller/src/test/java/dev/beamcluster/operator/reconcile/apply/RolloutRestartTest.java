package dev.beamcluster.operator.reconcile.apply;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import org.junit.jupiter.api.Test;

import dev.beamcluster.operator.reconcile.Chat;

import static org.assertj.core.api.Assertions.assertThat;

class RolloutRestartTest {

    private static final StatefulSet NODES = Chat.objects(Chat.cluster("")).nodes();

    @Test
    void theLastRestartCountsInAnyTimeZone() {
        var pods = List.of(
                restarted("chat-0", "2026-01-01T11:30:00+02:00"),
                restarted("chat-1", "2026-01-01T10:00:00Z"),
                restarted("chat-2", "2026-01-01T11:59:00+02:00"));

        assertThat(RolloutRestart.before(NODES, pods))
                .isEqualTo(Optional.of(new RolloutRestart("2026-01-01T10:00:00Z")));
    }

    @Test
    void withoutARestartNothingIsCarriedOver() {
        assertThat(RolloutRestart.before(NODES, List.of())).isEmpty();
        assertThat(RolloutRestart.before(NODES, List.of(Chat.pod("chat-0"), restarted("chat-1", "yesterday"))))
                .isEmpty();
    }

    @Test
    void aRestartOfATerminatingPodIsNotCarriedOver() {
        var pod = restarted("chat-0", "2026-01-01T10:00:00Z");
        pod.getMetadata().setDeletionTimestamp("2026-01-01T10:01:00Z");

        assertThat(RolloutRestart.before(NODES, List.of(pod))).isEmpty();
    }

    @Test
    void theSpecTakesPrecedence() {
        var cluster = Chat.cluster(
                "template: {metadata: {annotations: {kubectl.kubernetes.io/restartedAt: '2026-01-01T09:00:00Z'}}}");

        assertThat(RolloutRestart.before(
                        Chat.objects(cluster).nodes(), List.of(restarted("chat-0", "2026-01-01T10:00:00Z"))))
                .isEmpty();
    }

    private static Pod restarted(String name, String at) {
        return new PodBuilder(Chat.pod(name))
                .editMetadata()
                .withAnnotations(Map.of("kubectl.kubernetes.io/restartedAt", at, "cni.example/ip", "10.0.0.1"))
                .endMetadata()
                .build();
    }
}
