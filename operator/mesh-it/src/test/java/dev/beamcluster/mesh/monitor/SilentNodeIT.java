package dev.beamcluster.mesh.monitor;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.testkit.JavaNodes;
import dev.beamcluster.testkit.MonitoredMesh;
import dev.beamcluster.testkit.ReceivedCall;
import dev.beamcluster.testkit.Terms;

import static org.assertj.core.api.Assertions.assertThat;

/** A silent node costs a round at most one timeout, however many questions it is asked, and delays one round only. */
class SilentNodeIT {

    private static final int SIZE = 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration SEEN = Duration.ofSeconds(20);

    private final JavaNodes nodes = new JavaNodes(SIZE, this::answer);
    private volatile Set<String> unanswered = Set.of();
    private volatile int silent = -1;
    private volatile int slow = -1;

    @AfterEach
    void endNodes() {
        nodes.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gen_tcp:connect", "net_kernel:connect_node"})
    void manyQuestionsCostOneDeadline(String silence) {
        // Given
        unanswered = Set.of(silence);

        // When
        try (var monitored = new MonitoredMesh(target())) {

            // Then: each round asks more than a hundred questions, which would take minutes one after the other
            monitored.awaitRounds(3, TIMEOUT.multipliedBy(30));
            assertThat(nodes.node(0).calls()).contains(silence);
            var _ = monitored.eventually(
                    SEEN, seen -> assertThat(seen.unreachable()).isEmpty());
        }
    }

    @Test
    void aSilentNodeDelaysNoOtherAndIsReportedOnceItAnswers() {
        // Given
        silent = 3;

        try (var monitored = new MonitoredMesh(target())) {
            var _ = monitored.eventually(
                    SEEN, seen -> assertThat(seen.unreachable()).containsOnlyKeys(JavaNodes.name(3)));

            // When, then: a round that waits for it would take a second
            monitored.awaitRounds(60, TIMEOUT.multipliedBy(50));
            var _ = monitored.eventually(
                    SEEN, seen -> assertThat(seen.unreachable()).containsOnlyKeys(JavaNodes.name(3)));

            // When
            silent = -1;

            // Then
            var _ = monitored.eventually(
                    SEEN, seen -> assertThat(seen.unreachable()).isEmpty());
        }
    }

    @Test
    void aResultIsDroppedWhenThePodIsReplaced() {
        // Given
        silent = 3;
        try (var monitored = new MonitoredMesh(target())) {
            var _ = monitored.eventually(
                    SEEN, seen -> assertThat(seen.unreachable()).containsOnlyKeys(JavaNodes.name(3)));

            // When a healthy pod, slower than the others, replaces it
            nodes.replace(3);
            silent = -1;
            slow = 3;
            monitored.watch(target());

            // Then
            assertThat(monitored.firstReportOf(target()).unreachable()).isEmpty();
        }
    }

    /** Answers as a node without connections. */
    private void answer(int ordinal, ReceivedCall call) throws IOException {
        if (ordinal == silent || unanswered.contains(call.function())) {
            return;
        }
        if (ordinal == slow && call.function().equals("erlang:nodes")) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        switch (call.function()) {
            case "erlang:nodes" -> call.answer(Terms.list());
            case "gen_tcp:connect" -> call.answer(Terms.tuple(Terms.atom("ok"), Terms.atom("socket")));
            case "net_kernel:connect_node" -> call.answer(Terms.atom("true"));
            default -> call.answerAboutItself();
        }
    }

    private MeshTarget target() {
        return nodes.target(
                MeshTarget.Formation.OPERATOR, MeshTarget.Healing.RECONNECT, Duration.ofMillis(20), TIMEOUT);
    }
}
