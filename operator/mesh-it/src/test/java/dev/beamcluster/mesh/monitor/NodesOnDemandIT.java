package dev.beamcluster.mesh.monitor;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshReport.Wholeness;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Protocol;
import dev.beamcluster.testkit.simulated.NodeStart;
import dev.beamcluster.testkit.simulated.NodesOnDemandProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

/** Simulated nodes that come and go behave like those of pods. */
class NodesOnDemandIT {

    private static final ClusterId ID = new ClusterId("test", "chat", "uid");
    private static final Cookie COOKIE = new Cookie("simulated");
    private static final int PORT = 19100;
    private static final String FIRST = "127.90.0.1";
    private static final String SECOND = "127.90.0.2";
    private static final String THIRD = "127.90.0.3";
    private static final Duration SOON = Duration.ofSeconds(30);

    private NodesOnDemandProcess nodes;
    private HiddenNodeMonitor monitor;

    @BeforeEach
    void start() throws IOException {
        nodes = new NodesOnDemandProcess(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                NodesOnDemandProcess.class.getName()));
        monitor =
                new HiddenNodeMonitor(new NodeName("beamcluster", "operator.test"), 1, InstantSource.system(), _ -> {});
        start(0, FIRST);
        start(1, SECOND);
        watch(FIRST, SECOND);
        await().atMost(SOON).until(() -> wholeness() == Wholeness.WHOLE);
    }

    @AfterEach
    void stop() {
        monitor.close();
        nodes.close();
    }

    @Test
    void aReplacedNodeIsConnectedAtItsNewAddress() throws IOException {
        // When
        nodes.remove(SECOND);
        start(1, THIRD);
        watch(FIRST, THIRD);

        // Then: it is still whole after some rounds
        long before = nodes.probes();
        await().atMost(SOON).until(() -> nodes.probes() > before + 6 && wholeness() == Wholeness.WHOLE);
    }

    @Test
    void aSilentNodeBreaksItsMeshUntilItIsWokenUp() throws IOException {
        // When
        nodes.silence(SECOND);

        // Then
        await().atMost(SOON).until(() -> wholeness() == Wholeness.BROKEN);
        nodes.wake(SECOND);
        await().atMost(SOON).until(() -> wholeness() == Wholeness.WHOLE);
    }

    @Test
    void aKilledNodeIsConnectedAgainWhenItRestarts() throws IOException {
        // When
        nodes.kill(SECOND);

        // Then
        await().atMost(SOON).until(() -> wholeness() == Wholeness.BROKEN);
        nodes.restart(SECOND);
        await().atMost(SOON).until(() -> wholeness() == Wholeness.WHOLE);
    }

    @Test
    void aCommandThatFailsSaysWhy() {
        // When, Then
        assertThatIOException().isThrownBy(() -> nodes.kill(THIRD)).withMessageContaining("no node at " + THIRD);
        assertThat(wholeness()).isEqualTo(Wholeness.WHOLE);
    }

    private void start(int ordinal, String address) throws IOException {
        nodes.start(new NodeStart("test/chat", name(ordinal), address, PORT, COOKIE));
    }

    private static NodeName name(int ordinal) {
        return new NodeName("chat", "chat-%d.chat-nodes.test.svc".formatted(ordinal));
    }

    private void watch(String... addresses) {
        var members = Stream.iterate(0, ordinal -> ordinal < addresses.length, ordinal -> ordinal + 1)
                .map(ordinal -> new Member(name(ordinal), "chat-" + ordinal, Optional.of(addresses[ordinal])))
                .toList();
        monitor.watch(
                ID,
                new MeshTarget(
                        COOKIE,
                        new Protocol(OptionalInt.of(PORT), false, Optional.empty()),
                        members,
                        List.of(),
                        MeshTarget.Formation.OPERATOR,
                        MeshTarget.Healing.RECONNECT,
                        Duration.ofSeconds(1),
                        Duration.ofMillis(900)));
    }

    private Wholeness wholeness() {
        return monitor.latest(ID).map(seen -> seen.report().isWhole()).orElse(Wholeness.UNKNOWN);
    }
}
