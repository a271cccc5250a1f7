package dev.beamcluster.e2e.tests.mesh;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A lost node is named, and rejoins the mesh without help. */
@EndToEnd
class NodeLossE2E {

    /** Much longer than a loss takes to be seen (docs/benchmarks.md), and shorter than Erlang takes to notice one. */
    private static final Duration SEEN = Duration.ofSeconds(20);

    @Test
    void aDeletedPodIsNamedAndRejoins(TestNamespace namespace) {
        lose(
                namespace,
                pod -> namespace
                        .kubectl()
                        .run("delete", "pod", pod.getMetadata().getName(), "--wait=false")
                        .orFail());
    }

    @Test
    void aKilledVmIsNamedAndRejoins(TestNamespace namespace) {
        lose(
                namespace,
                pod -> namespace.cluster().node().killVm(pod.getMetadata().getUid()));
    }

    @Test
    void aFrozenVmIsNamedThoughKubernetesCallsItReady(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 3)).becomesWhole(3);
        var before = beam.incarnations();
        var pod = beam.pod(1).getMetadata().getUid();
        var watch = CompletableFuture.supplyAsync(
                () -> namespace.kubectl().run("get", "beam", "chat", "--watch", "--request-timeout=30s"),
                Thread::startVirtualThread);

        // When
        namespace.cluster().node().freezeVm(pod);

        // Then
        beam.eventually(SEEN, status -> {
            status.condition("Meshed").isFalse().mentions("chat-1");
            status.node("chat-1", node -> node.reason(), "HandshakeTimeout");
            status.condition("PodsReady").isTrue();
            status.hasMesh("2/6");
        });

        // When
        namespace.cluster().node().thawVm(pod);

        // Then
        beam.eventually(Beam.WHOLE, status -> status.isWhole(3));
        assertThat(beam.incarnations()).as("no pod was restarted").isEqualTo(before);
        assertThat(watch.join().out().lines().map(String::strip))
                .as("kubectl get beam --watch")
                .anyMatch(line -> line.matches("chat +3/3 +2/6 +False +NodesUnreachable .*"));
    }

    private static void lose(TestNamespace namespace, Consumer<Pod> loss) {
        // Given
        var beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 3)).becomesWhole(3);
        var before = beam.incarnations();
        var others = beam.incarnationsWithout("chat-1");

        // When
        loss.accept(beam.pod(1));

        // Then
        beam.eventually(SEEN, status -> {
            status.condition("Meshed").isFalse().mentions("chat-1");
            status.condition("Ready").isFalse();
        });
        beam.becomesWhole(3);
        // The operator may see the new node before the kubelet reports the restart
        await().atMost(Beam.WHOLE)
                .untilAsserted(
                        () -> assertThat(beam.incarnations()).doesNotContainEntry("chat-1", before.get("chat-1")));
        assertThat(beam.incarnationsWithout("chat-1"))
                .as("only the lost node began a new life")
                .isEqualTo(others);
    }
}
