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

/** A node that is silent costs a round one deadline at most, however much it is asked, and is waited for in one round only. */
class SilentNodeIT {

    private static final int SIZE = 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

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

            // Then: each round asks a hundred times and more, which one after the other would be minutes
            monitored.sees(3, TIMEOUT.multipliedBy(30));
            assertThat(nodes.node(0).calls()).contains(silence);
            assertThat(monitored.now().unreachable()).isEmpty();
        }
    }

    @Test
    void aNodeThatAnswersNothingHoldsUpNobodyElseAndIsTakenInWhenItDoes() {
        // Given
        silent = 3;

        try (var monitored = new MonitoredMesh(target())) {
            var _ = monitored.eventually(
                    Duration.ofSeconds(20),
                    seen -> assertThat(seen.unreachable()).containsOnlyKeys(JavaNodes.name(3)));

            // When, then: were it waited for, a round would take a second
            monitored.sees(30, TIMEOUT.multipliedBy(15));
            assertThat(monitored.now().unreachable()).containsOnlyKeys(JavaNodes.name(3));

            // When
            silent = -1;

            // Then
            var _ = monitored.eventually(
                    Duration.ofSeconds(20),
                    seen -> assertThat(seen.unreachable()).isEmpty());
        }
    }

    @Test
    void whatWasToldOfAPodIsNotToldOfTheOneThatTakesItsPlace() {
        // Given
        silent = 3;
        try (var monitored = new MonitoredMesh(target())) {
            var _ = monitored.eventually(
                    Duration.ofSeconds(20),
                    seen -> assertThat(seen.unreachable()).containsOnlyKeys(JavaNodes.name(3)));

            // When one comes that is well, and slower than the others
            nodes.replace(3);
            silent = -1;
            slow = 3;
            monitored.watch(target());

            // Then
            assertThat(monitored.firstOf(target()).unreachable()).isEmpty();
        }
    }

    /** As a node that is connected to none. */
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
            default -> call.answerOfItself();
        }
    }

    private MeshTarget target() {
        return nodes.target(
                MeshTarget.Formation.OPERATOR, MeshTarget.Healing.RECONNECT, Duration.ofMillis(20), TIMEOUT);
    }
}
