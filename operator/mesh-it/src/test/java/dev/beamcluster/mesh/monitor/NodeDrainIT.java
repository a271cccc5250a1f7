package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.ericsson.otp.erlang.OtpErlangAtom;
import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.DrainCall;
import dev.beamcluster.mesh.DrainResult;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshJournal;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeCall;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.erlang.OperatorNode;
import dev.beamcluster.testkit.JavaNode;
import dev.beamcluster.testkit.JavaNode.Manner;
import dev.beamcluster.testkit.LabNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/** A drain is retried until trying again cannot help. */
class NodeDrainIT {

    /** Much longer than any test takes. */
    private static final Duration LONG = Duration.ofMinutes(10);

    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private final Queue<NodeCall> journal = new ConcurrentLinkedQueue<>();

    private final WatchContext context = new WatchContext(
            new OperatorNode(new NodeName("beamcluster", "operator.lab.svc"), 1),
            InstantSource.system(),
            new PauseDetector(),
            StalenessAlarm.thread(),
            _ -> {},
            new Uncounted(),
            new MeshJournal() {
                @Override
                public void called(ClusterId cluster, NodeCall call) {
                    journal.add(call);
                }

                @Override
                public void probed(ClusterId cluster) {}
            });

    @Test
    void anUnreachableNodeIsRetried() throws Exception {
        try (var node = new JavaNode(Manner.HANGS_UP, Manner.HANGS_UP, Manner.ANSWERS);
                var watch = watch(node)) {
            var result = watch.drain(node.member(), call(LONG));

            assertThat(soon(result)).isEqualTo(new DrainResult.Drained());
            assertThat(node.connections()).isEqualTo(3);
            assertThat(node.calls()).containsExactly("chat:drain", "file:write_file");
        }
    }

    @Test
    void aCallIsRetriedWhenItsConnectionBreaks() throws Exception {
        try (var node = new JavaNode(Manner.BREAKS_OFF_WHEN_CALLED, Manner.ANSWERS);
                var watch = watch(node)) {
            var result = watch.drain(node.member(), call(LONG));

            assertThat(soon(result)).isEqualTo(new DrainResult.Drained());
            assertThat(node.calls()).containsExactly("chat:drain", "chat:drain", "file:write_file");
        }
    }

    @Test
    void theFileIsWrittenAgainIfThatWasNotAnswered() throws Exception {
        // Given a node that is silent for a moment just after its drain
        var writes = new AtomicInteger();
        try (var node = new JavaNode(call -> {
                    if (!call.function().equals("file:write_file") || writes.incrementAndGet() > 1) {
                        call.answer(new OtpErlangAtom("ok"));
                    }
                });
                var watch = watch(node)) {
            // When
            var result = watch.drain(node.member(), call(LONG));

            // Then
            assertThat(soon(result)).isEqualTo(new DrainResult.Drained());
            assertThat(node.calls()).containsExactly("chat:drain", "file:write_file", "file:write_file");
            // Then the journal has each call with its outcome
            assertThat(journal)
                    .extracting(NodeCall::function, NodeCall::isDone)
                    .containsExactly(
                            tuple("chat:drain/1", true),
                            tuple("file:write_file/2", false),
                            tuple("file:write_file/2", true));
        }
    }

    @Test
    void aNodeWithAWrongNameIsNotRetried() throws Exception {
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
    void theTimeoutOfADrainIsNotExceeded() throws Exception {
        try (var node = new JavaNode(Manner.HANGS_UP);
                var watch = watch(node)) {
            var result = watch.drain(node.member(), call(Duration.ofSeconds(5)));

            assertThat(why(result)).contains("cannot reach the node");
            assertThat(node.connections()).isBetween(2, 5);
        }
    }

    @Test
    void aNodeWhosePodIsGoneIsNotRetried() throws Exception {
        try (var node = new JavaNode(Manner.HANGS_UP);
                var watch = watch(node)) {
            var result = watch.drain(node.member(), call(LONG));
            await().atMost(AT_MOST).until(() -> node.connections() > 1);

            // When
            watch.retarget(target(node, List.of(), List.of()));

            // Then
            assertThat(why(result)).contains("cannot reach the node", "its pod is gone");
        }
    }

    @Test
    void theFailureOfACallIsReportedRatherThanALaterUnreachableNode() throws Exception {
        try (var node = new JavaNode(Manner.BREAKS_OFF_WHEN_CALLED, Manner.HANGS_UP);
                var watch = watch(node)) {
            var result = watch.drain(node.member(), call(Duration.ofSeconds(3)));

            assertThat(why(result)).contains("the connection was lost while chat:drain/1 ran");
        }
    }

    @Test
    void aDrainEndsWithTheWatch() throws Exception {
        try (var node = new JavaNode(Manner.HANGS_UP)) {
            CompletableFuture<DrainResult> result;
            try (var watch = watch(node)) {
                result = watch.drain(node.member(), call(LONG));
                await().atMost(AT_MOST).until(() -> node.connections() > 1);
            }

            assertThat(why(result)).contains("cannot reach the node");
        }
    }

    /** Creates a watch whose rounds do not run: only its drains matter. */
    private ClusterWatch watch(JavaNode node) {
        return new ClusterWatch(
                new ClusterId("lab", "mesh", "uid-of-mesh"), target(node, List.of(), List.of(node.member())), context);
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
        return result.get(AT_MOST.toSeconds(), TimeUnit.SECONDS);
    }

    private static String why(CompletableFuture<DrainResult> result) throws Exception {
        assertThat(soon(result)).isInstanceOf(DrainResult.Failed.class);
        return ((DrainResult.Failed) soon(result)).why();
    }
}
