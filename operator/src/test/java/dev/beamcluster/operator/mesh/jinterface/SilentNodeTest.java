package dev.beamcluster.operator.mesh.jinterface;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.operator.mesh.MeshTarget;
import dev.beamcluster.operator.mesh.NodeName;
import dev.beamcluster.operator.mesh.jinterface.JavaNode.Call;

import static org.assertj.core.api.Assertions.assertThat;

/** A node that is silent costs a round one deadline at most, however much it is asked, and is waited for in one round only. */
class SilentNodeTest {

    private static final int SIZE = 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final List<JavaNode> nodes = new ArrayList<>();
    private volatile Set<String> unanswered = Set.of();
    private volatile int silent = -1;

    @BeforeEach
    void startNodes() throws IOException {
        for (int ordinal = 0; ordinal < SIZE; ordinal++) {
            var listening =
                    new ServerSocket(ordinal == 0 ? 0 : port(), 50, InetAddress.getByName("127.0.0." + (ordinal + 1)));
            int me = ordinal;
            nodes.add(new JavaNode(name(me), listening, call -> answer(me, call)));
        }
    }

    @AfterEach
    void endNodes() throws IOException {
        for (JavaNode node : nodes) {
            node.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gen_tcp:connect", "net_kernel:connect_node"})
    void manyQuestionsCostOneDeadline(String silence) {
        // Given
        unanswered = Set.of(silence);

        // When
        try (var sight = new Sight(target())) {

            // Then: each round asks a hundred times and more, which one after the other would be minutes
            sight.sees(3, TIMEOUT.multipliedBy(30));
            assertThat(nodes.getFirst().calls()).contains(silence);
            assertThat(sight.now().unreachable()).isEmpty();
        }
    }

    @Test
    void aNodeThatAnswersNothingHoldsUpNobodyElseAndIsTakenInWhenItDoes() {
        // Given
        silent = 3;

        try (var sight = new Sight(target())) {
            var _ = sight.eventually(
                    Duration.ofSeconds(20),
                    seen -> assertThat(seen.unreachable()).containsOnlyKeys(name(3)));

            // When, then: were it waited for, a round would take a second
            sight.sees(30, TIMEOUT.multipliedBy(15));
            assertThat(sight.now().unreachable()).containsOnlyKeys(name(3));

            // When
            silent = -1;

            // Then
            var _ = sight.eventually(
                    Duration.ofSeconds(20),
                    seen -> assertThat(seen.unreachable()).isEmpty());
        }
    }

    /** As a node that is connected to none. */
    private void answer(int ordinal, Call call) throws IOException {
        if (ordinal == silent || unanswered.contains(call.function())) {
            return;
        }
        switch (call.function()) {
            case "erlang:nodes" -> call.answer(Terms.list());
            case "gen_tcp:connect" -> call.answer(Terms.tuple(Terms.atom("ok"), Terms.atom("socket")));
            case "net_kernel:connect_node" -> call.answer(Terms.atom("true"));
            default -> call.answerOfItself();
        }
    }

    private static NodeName name(int ordinal) {
        return new NodeName("java", "n%02d.mesh.test".formatted(ordinal));
    }

    private int port() {
        return nodes.getFirst().protocol().port().orElseThrow();
    }

    private MeshTarget target() {
        return new MeshTarget(
                LabNode.COOKIE,
                nodes.getFirst().protocol(),
                nodes.stream().map(JavaNode::member).toList(),
                List.of(),
                MeshTarget.Formation.OPERATOR,
                MeshTarget.Healing.RECONNECT,
                Duration.ofMillis(20),
                TIMEOUT);
    }
}
