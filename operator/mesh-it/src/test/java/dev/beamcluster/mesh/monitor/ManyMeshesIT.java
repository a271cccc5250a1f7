package dev.beamcluster.mesh.monitor;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.MeshMonitor;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.testkit.simulated.NodeId;
import dev.beamcluster.testkit.simulated.SimulatedNodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One monitor of many meshes. The nodes are simulated, in this process. */
class ManyMeshesIT {

    private static final int MESHES = 100;
    private static final int SIZE = 3;
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofMillis(900);
    private static final Duration SOON = Duration.ofSeconds(30);

    /** Platform threads of the monitor and of the JVM's virtual threads, and some to spare for a garbage collector. */
    private static final int FEW_THREADS = 20;

    private static SimulatedNodes nodes;
    private final Set<ClusterId> alarms = ConcurrentHashMap.newKeySet();
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
        monitor = new HiddenNodeMonitor(
                new NodeName("beamcluster", "operator.test"), 1, InstantSource.system(), this::announced);
    }

    @AfterEach
    void stopMonitor() {
        monitor.close();
    }

    private void announced(ClusterId id) {
        if (monitor.latest(id)
                .filter(seen -> seen.report().isWhole() == MeshReport.Wholeness.WHOLE)
                .isEmpty()) {
            alarms.add(id);
        }
    }

    @Test
    void connectionsCostNoPlatformThreads() {
        // Given
        int before = ManagementFactory.getThreadMXBean().getThreadCount();

        // When
        watchAll();

        // Then
        assertThat(ManagementFactory.getThreadMXBean().getThreadCount() - before)
                .describedAs("threads for %d connections", MESHES * SIZE)
                .isLessThan(FEW_THREADS);
    }

    @Test
    void theFiguresOfEveryVmAreKnown() {
        // Given
        watchAll();

        // When
        IntStream.range(0, MESHES).forEach(mesh -> monitor.sampleVms(id(mesh), INTERVAL));

        // Then
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(IntStream.range(0, MESHES))
                        .allMatch(mesh -> monitor.vms(id(mesh)).size() == SIZE));
    }

    @Test
    void aClosedMonitorLeavesNoConnectionBehind() {
        // Given
        watchAll();
        assertThat(nodes.connections()).isEqualTo(MESHES * SIZE);

        // When
        monitor.close();

        // Then
        await().atMost(SOON).untilAsserted(() -> assertThat(nodes.connections()).isZero());
    }

    @Test
    void aCutLinkIsReportedInItsMeshOnly() throws IOException {
        // Given
        watchAll();
        var one = new NodeId(7, 0);
        var other = new NodeId(7, 2);

        // When
        nodes.cut(one, other);

        // Then
        eventually(
                7,
                seen -> assertThat(seen.missingLinks())
                        .isEqualTo(both(one.name(), other.name(), new Fault(Cause.CALL_TIMEOUT))));
        assertThat(broken()).containsExactly(7);
        awaitRounds(3);
        nodes.mend(one, other);
        awaitWhole();
        assertThat(alarms).containsOnly(id(7));
    }

    @Test
    void aZoneThatIsSilentIsReportedAndTheOtherMeshesAreNot() throws IOException {
        // Given
        watchAll();
        var zone = IntStream.range(0, MESHES / 2)
                .boxed()
                .flatMap(mesh -> IntStream.range(0, 2).mapToObj(ordinal -> new NodeId(mesh, ordinal)))
                .toList();

        // When
        nodes.silence(zone);

        // Then
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(broken())
                        .containsExactlyElementsOf(
                                IntStream.range(0, MESHES / 2).boxed().toList()));
        assertThat(report(0).unreachable()).containsOnlyKeys(new NodeId(0, 0).name(), new NodeId(0, 1).name());
        awaitRounds(3);
        nodes.wake(zone);
        awaitWhole();
        assertThat(alarms)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, MESHES / 2)
                        .mapToObj(ManyMeshesIT::id)
                        .toList());
    }

    @Test
    void aNodeThatWasKilledIsConnectedAgainWhenItStarts() throws IOException {
        // Given
        watchAll();
        var killed = List.of(new NodeId(3, 1));

        // When
        nodes.stop(killed);

        // Then
        eventually(
                3,
                seen -> assertThat(seen.unreachable())
                        .containsOnlyKeys(killed.getFirst().name())
                        .containsValue(new Fault(Cause.REFUSED, "distribution port")));
        nodes.start(killed);
        awaitWhole();
        assertThat(alarms).containsOnly(id(3));
    }

    private void watchAll() {
        for (int mesh = 0; mesh < MESHES; mesh++) {
            monitor.watch(id(mesh), SimulatedNodes.target(mesh, SIZE, nodes.port(), INTERVAL, TIMEOUT));
        }
        awaitWhole();
        alarms.clear();
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

    private List<Integer> broken() {
        return IntStream.range(0, MESHES)
                .filter(mesh -> report(mesh).isWhole() != MeshReport.Wholeness.WHOLE)
                .boxed()
                .toList();
    }

    @FunctionalInterface
    private interface Expectation {
        void of(MeshReport report);
    }

    private void eventually(int mesh, Expectation expectation) {
        await().atMost(SOON).untilAsserted(() -> expectation.of(report(mesh)));
    }

    private MeshReport report(int mesh) {
        return monitor.latest(id(mesh)).map(MeshMonitor.Observation::report).orElseThrow();
    }

    private static Map<Link, Fault> both(NodeName one, NodeName other, Fault fault) {
        return Map.of(new Link(one, other), fault, new Link(other, one), fault);
    }

    private static ClusterId id(int mesh) {
        return new ClusterId("test", "m" + mesh, "uid-" + mesh);
    }
}
