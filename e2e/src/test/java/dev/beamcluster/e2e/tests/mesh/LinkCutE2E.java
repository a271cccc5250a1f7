package dev.beamcluster.e2e.tests.mesh;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.fabric8.kubernetes.client.readiness.Readiness;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.BeamClusterAssert;
import dev.beamcluster.e2e.harness.PacketFilter;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.SpecEdit;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Faults that Erlang itself detects after a minute, and Kubernetes never. */
@EndToEnd
class LinkCutE2E {

    private static final Duration REPORTED = Duration.ofMinutes(1);

    /** Longer than a silent cut takes to be seen (docs/benchmarks.md), shorter than OTP takes to notice one. */
    private static final Duration SEEN = Duration.ofSeconds(20);

    @Test
    void aSilentCutIsReportedAndHealsWhenItIsRestored(TestNamespace namespace, PacketFilter filter) {
        // Given
        var beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 3)).becomesWhole(3);
        var before = beam.incarnations();
        var nodeA = beam.nodeOf(beam.pod(0));
        var nodeB = beam.nodeOf(beam.pod(1));

        // When
        filter.cut(ip(beam, 0), ip(beam, 1));

        // Then
        beam.eventually(SEEN, status -> {
            status.condition("Meshed")
                    .isFalse()
                    .hasReason("LinksMissing", "Partitioned")
                    .mentions("chat-0", "chat-1");
            status.condition("Ready").isFalse();
            status.namesMissingLink(nodeA, nodeB);
        });
        assertThat(beam.get())
                .satisfies(resource ->
                        new BeamClusterAssert(resource).condition("PodsReady").isTrue());
        assertThat(beam.pods()).as("Kubernetes sees nothing").hasSize(3).allMatch(Readiness::isPodReady);

        // When
        filter.restore();

        // Then
        beam.becomesWhole(3);
        assertThat(beam.incarnations()).as("no pod was restarted").isEqualTo(before);
    }

    /** Plain Erlang remains in three islands permanently after this (measured on OTP 27.3). */
    @Test
    void aCutLongerThanTheTickTimeHealsAndTheStatusFollows(TestNamespace namespace, PacketFilter filter) {
        // Given nodes that notice a cut within 25 s (kernel, net_ticktime)
        var ticking = "  distribution: {netTickTimeSeconds: 20}\n";
        var beam = namespace
                .apply("chat", SampleRelease.MIX.yaml("chat", 3, ticking))
                .becomesWhole(3);
        var before = beam.incarnations();
        var watch = CompletableFuture.supplyAsync(
                () -> namespace.kubectl().run("get", "beam", "chat", "--watch", "--request-timeout=60s"),
                Thread::startVirtualThread);

        // When
        filter.cut(ip(beam, 0), ip(beam, 1));
        await().atMost(REPORTED).pollInterval(Duration.ofSeconds(1)).until(() -> haveLostEachOther(beam));

        // Then two nodes form an island without the third
        beam.eventually(REPORTED, status -> {
            status.condition("Meshed").isFalse().hasReason("Partitioned");
            status.hasMesh("2/6");
        });

        // When
        filter.restore();

        // Then
        beam.eventually(REPORTED, status -> status.isWhole(3));
        beam.becomesWhole(3);
        assertThat(beam.incarnations()).as("no pod was restarted").isEqualTo(before);
        var watched = watch.join();
        assertThat(watched.out().lines().map(String::strip))
                .as("kubectl get beam --watch: %s%s", watched.out(), watched.err())
                .anyMatch(line -> line.matches("chat +3/3 +4/6 +False +LinksMissing .*"))
                .anyMatch(line -> line.matches("chat +3/3 +2/6 +False +Partitioned .*"));
        assertThat(namespace
                        .kubectl()
                        .run("get", "beam", "chat")
                        .orFail()
                        .lines()
                        .map(String::strip))
                .as("kubectl get beam")
                .anyMatch(line -> line.matches("chat +3/3 +6/6 +True +FullMesh .*"));
    }

    @Test
    void whilePausedAMissingLinkIsReportedButNotReconnected(TestNamespace namespace) {
        // Given
        var running = SampleRelease.MIX.yaml("chat", 2);
        var beam = namespace.apply("chat", running).becomesWhole(2);
        var before = beam.incarnations();
        var nodeA = beam.nodeOf(beam.pod(0));
        var nodeB = beam.nodeOf(beam.pod(1));
        var _ = namespace.apply("chat", SpecEdit.of(running, "paused: true"));
        beam.eventually(
                REPORTED, status -> status.isWhole(2).condition("Reconciling").hasReason("Paused"));

        // When, repeated if necessary: a call of a concurrent probe round reconnects the nodes, as any call does
        Consumer<BeamClusterAssert> apart = status -> {
            status.condition("Meshed").isFalse().hasReason("Partitioned").mentions("chat-0", "chat-1");
            status.condition("Reconciling").isFalse().hasReason("Paused");
            status.namesMissingLink(nodeA, nodeB).hasMesh("0/2");
        };
        await().atMost(Duration.ofMinutes(2))
                .ignoreException(ConditionTimeoutException.class)
                .untilAsserted(() -> {
                    disconnect(beam, nodeB);
                    beam.eventually(Duration.ofSeconds(5), apart);
                });

        // Then they stay disconnected for several rounds, at one round per second
        beam.stays(Duration.ofSeconds(6), apart);
        assertThat(beam.nodesSeenBy(beam.pod(0))).as("as the node itself says").containsExactly(nodeA);
        assertThat(beam.nodesSeenBy(beam.pod(1))).as("as the node itself says").containsExactly(nodeB);

        // When
        var _ = namespace.apply("chat", running);

        // Then
        beam.eventually(REPORTED, status -> status.isWhole(2));
        beam.becomesWhole(2);
        assertThat(beam.incarnations()).as("no pod was restarted").isEqualTo(before);
    }

    /** Whether Erlang has closed the link between the first two nodes, at both ends. */
    private static boolean haveLostEachOther(Beam beam) {
        return !beam.nodesSeenBy(beam.pod(0)).contains(beam.nodeOf(beam.pod(1)))
                && !beam.nodesSeenBy(beam.pod(1)).contains(beam.nodeOf(beam.pod(0)));
    }

    /** Disconnects the first node from another, by hand. */
    private static void disconnect(Beam beam, String node) {
        var line = "/app/bin/chat rpc ':erlang.disconnect_node(:\"%s\")'".formatted(node);
        var _ = beam.exec(beam.pod(0), line).orFail();
    }

    private static String ip(Beam beam, int ordinal) {
        return beam.pod(ordinal).getStatus().getPodIP();
    }
}
