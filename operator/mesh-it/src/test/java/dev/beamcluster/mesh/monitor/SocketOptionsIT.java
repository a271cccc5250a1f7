package dev.beamcluster.mesh.monitor;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.testkit.LinkOptions;
import dev.beamcluster.testkit.simulated.NodeId;
import dev.beamcluster.testkit.simulated.SimulatedNodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What one monitor sets on the sockets of many meshes. The nodes are simulated, in this process. */
class SocketOptionsIT {

    private static final int MESHES = 100;
    private static final int SIZE = 3;
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofMillis(900);

    /** Longer than a busy machine keeps a node from answering: what is not answered is set again. Slower rounds set nothing. */
    private static final Duration PATIENT = Duration.ofSeconds(4);

    private static final Duration SOON = Duration.ofSeconds(30);

    private static SimulatedNodes nodes;
    private HiddenNodeMonitor monitor;

    @BeforeAll
    static void startNodes() throws IOException {
        nodes = new SimulatedNodes(MESHES, SIZE);
    }

    @AfterAll
    static void stopNodes() {
        nodes.close();
    }

    @BeforeEach
    void startMonitor() {
        monitor =
                new HiddenNodeMonitor(new NodeName("beamcluster", "operator.test"), 1, InstantSource.system(), _ -> {});
    }

    @AfterEach
    void stopMonitor() {
        monitor.close();
    }

    @Test
    void everyEndOfALinkIsChangedOnce() {
        // Given new links
        IntStream.range(0, MESHES).forEach(nodes::disconnectAll);
        var before = settings();

        // When
        watchAll(PATIENT);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(IntStream.range(0, MESHES)).allSatisfy(SocketOptionsIT::isCapped));
        awaitRounds(3);

        // Then each end has a user timeout, and then a cap
        assertThat(settings() - before).isEqualTo(MESHES * SIZE * (SIZE - 1) * 2);
    }

    @Test
    void anOptionThatIsSetLateIsSetAgain() {
        // Given new links, and nodes that set options only after their answer was given up
        nodes.disconnectAll(5);
        nodes.delaySettings(5, TIMEOUT.plusMillis(300));
        watchAll(TIMEOUT);
        await().atMost(SOON).until(() -> nodes.settings(5) > 0);

        // When
        nodes.delaySettings(5, Duration.ZERO);

        // Then
        await().atMost(SOON).untilAsserted(() -> isCapped(5));
    }

    private static void isCapped(int mesh) {
        for (int ordinal = 0; ordinal < SIZE; ordinal++) {
            assertThat(nodes.options(new NodeId(mesh, ordinal)).values())
                    .hasSize(SIZE - 1)
                    .containsOnly(new LinkOptions(90_000, 1_000));
        }
    }

    private static int settings() {
        return IntStream.range(0, MESHES).map(nodes::settings).sum();
    }

    private void watchAll(Duration timeout) {
        for (int mesh = 0; mesh < MESHES; mesh++) {
            monitor.watch(id(mesh), SimulatedNodes.target(mesh, SIZE, nodes.port(), INTERVAL, timeout));
        }
        awaitWhole();
    }

    private void awaitRounds(int rounds) {
        Instant end = Instant.now().plus(INTERVAL.multipliedBy(rounds));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(IntStream.range(0, MESHES))
                        .allMatch(mesh -> monitor.latest(id(mesh))
                                .filter(seen -> seen.at().isAfter(end))
                                .isPresent()));
    }

    private void awaitWhole() {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(IntStream.range(0, MESHES))
                        .allMatch(mesh -> monitor.latest(id(mesh))
                                .filter(seen -> seen.report().isWhole() == MeshReport.Wholeness.WHOLE)
                                .isPresent()));
    }

    private static ClusterId id(int mesh) {
        return new ClusterId("test", "m" + mesh, "uid-" + mesh);
    }
}
