package dev.beamcluster.mesh.jinterface;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.DrainCall;
import dev.beamcluster.mesh.DrainResult;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.testkit.JavaNode;
import dev.beamcluster.testkit.JavaNode.Manner;
import dev.beamcluster.testkit.LabNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A drain is given up only when there is nothing more to be had. */
class NodeDrainIT {

    private static final NodeName OWN = new NodeName("beamcluster", "operator.lab.svc");

    /** Far longer than any test takes. */
    private static final Duration LONG = Duration.ofMinutes(10);

    private static final Duration SOON = Duration.ofSeconds(30);

    private static final ScheduledExecutorService ALARMS = StalenessAlarm.thread();

    @Test
    void aNodeThatIsNotReachedIsTriedAgain() throws Exception {
        try (var node = new JavaNode(Manner.HANGS_UP, Manner.HANGS_UP, Manner.ANSWERS);
                var watch = watch(node)) {
            var result = watch.drain(node.member(), call(LONG));

            assertThat(soon(result)).isEqualTo(new DrainResult.Drained());
            assertThat(node.connections()).isEqualTo(3);
            assertThat(node.calls()).containsExactly("chat:drain", "file:write_file");
        }
    }

    @Test
    void aCallWhoseConnectionBrokeIsMadeAgain() throws Exception {
        try (var node = new JavaNode(Manner.BREAKS_OFF_WHEN_CALLED, Manner.ANSWERS);
                var watch = watch(node)) {
            var result = watch.drain(node.member(), call(LONG));

            assertThat(soon(result)).isEqualTo(new DrainResult.Drained());
            assertThat(node.calls()).containsExactly("chat:drain", "chat:drain", "file:write_file");
        }
    }

    @Test
    void aNodeOfAnotherNameIsNotTriedAgain() throws Exception {
        try (var node = new JavaNode(Manner.ANSWERS);
                var watch = watch(node)) {
            var other = new Member(
                    new NodeName("other", "n0.mesh.test"), "n0", node.member().address());

            var result = watch.drain(other, call(LONG));

            assertThat(why(result)).contains("NAME_MISMATCH");
            assertThat(node.connections()).isEqualTo(1);
        }
    }

    @Test
    void theTimeOfADrainIsNotExceeded() throws Exception {
        try (var node = new JavaNode(Manner.HANGS_UP);
                var watch = watch(node)) {
            var result = watch.drain(node.member(), call(Duration.ofSeconds(5)));

            assertThat(why(result)).contains("does not answer the operator");
            assertThat(node.connections()).isBetween(2, 5);
        }
    }

    @Test
    void aNodeWhosePodIsGoneIsNotTriedAgain() throws Exception {
        try (var node = new JavaNode(Manner.HANGS_UP);
                var watch = watch(node)) {
            var result = watch.drain(node.member(), call(LONG));
            await().atMost(SOON).until(() -> node.connections() > 1);

            // When
            watch.retarget(target(node, List.of(), List.of()));

            // Then
            assertThat(why(result)).contains("does not answer the operator", "its pod is gone");
        }
    }

    @Test
    void whatBrokeACallIsToldRatherThanThatNobodyAnswersAfterIt() throws Exception {
        try (var node = new JavaNode(Manner.BREAKS_OFF_WHEN_CALLED, Manner.HANGS_UP);
                var watch = watch(node)) {
            var result = watch.drain(node.member(), call(Duration.ofSeconds(3)));

            assertThat(why(result)).contains("the connection broke while chat:drain/1 ran");
        }
    }

    @Test
    void aDrainEndsWithTheWatch() throws Exception {
        try (var node = new JavaNode(Manner.HANGS_UP)) {
            CompletableFuture<DrainResult> result;
            try (var watch = watch(node)) {
                result = watch.drain(node.member(), call(LONG));
                await().atMost(SOON).until(() -> node.connections() > 1);
            }

            assertThat(why(result)).contains("does not answer the operator");
        }
    }

    @Test
    void aSilentLinkIsOpenedAnewButNotWhileADrainRunsOverIt() throws Exception {
        try (var node = new JavaNode(Manner.ANSWERS);
                var links = new NodeConnections(OWN, 1, () -> {})) {
            // Given a link that left two rounds without an answer
            var target = target(node, List.of(node.member()), List.of());
            var link = connect(links, target, node);
            link.unanswered();
            link.unanswered();

            // When
            link.drainBegins();

            // Then
            assertThat(connect(links, target, node)).isSameAs(link);

            // When
            link.drainEnds();

            // Then
            assertThat(connect(links, target, node)).isNotSameAs(link);
        }
    }

    @Test
    void whatIsOpenedAfterTheEndIsClosed() throws Exception {
        try (var node = new JavaNode(Manner.ANSWERS)) {
            var links = new NodeConnections(OWN, 1, () -> {});
            links.close();

            var attempt = links.connect(
                    JavaNode.NAME, node.member().address().orElseThrow(), target(node, List.of(), List.of()));

            assertThat(attempt).isInstanceOf(NodeConnection.Attempt.Failed.class);
            assertThat(links.byNode()).isEmpty();
        }
    }

    private static NodeConnection connect(NodeConnections links, MeshTarget target, JavaNode node)
            throws InterruptedException {
        var attempt = links.connect(JavaNode.NAME, node.member().address().orElseThrow(), target);
        assertThat(attempt).isInstanceOf(NodeConnection.Attempt.Connected.class);
        return ((NodeConnection.Attempt.Connected) attempt).link();
    }

    /** One that does not look: only what a drain does is of interest. */
    private static ClusterWatch watch(JavaNode node) {
        return new ClusterWatch(
                new ClusterId("lab", "mesh", "uid-of-mesh"),
                target(node, List.of(), List.of(node.member())),
                OWN,
                1,
                InstantSource.system(),
                new PauseDetector(),
                ALARMS,
                _ -> {});
    }

    private static MeshTarget target(JavaNode node, List<Member> members, List<Member> leaving) {
        return new MeshTarget(
                LabNode.COOKIE,
                node.protocol(),
                members,
                leaving,
                MeshTarget.Formation.APPLICATION,
                MeshTarget.Healing.NONE,
                Duration.ofSeconds(1),
                Duration.ofMillis(1500));
    }

    private static DrainCall call(Duration timeout) {
        return new DrainCall("chat", "drain", timeout, "/tmp/drained");
    }

    private static DrainResult soon(CompletableFuture<DrainResult> result) throws Exception {
        return result.get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    private static String why(CompletableFuture<DrainResult> result) throws Exception {
        assertThat(soon(result)).isInstanceOf(DrainResult.Failed.class);
        return ((DrainResult.Failed) soon(result)).why();
    }
}
